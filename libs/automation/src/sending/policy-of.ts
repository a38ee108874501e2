import { stepAt } from '../engine/graph.js';
import type { AutomationDefinition } from '../language/definition.js';
import type { QuietHoursSetting, SendingPolicy } from '../language/settings.js';

/** What an automation and a step of it say about sending. */
export type SendingRules = SendingPolicy & { quietHours?: QuietHoursSetting | undefined };

/** The sending policy of a step: its own choices over the automation's. */
export function sendingPolicyOf({ settings, steps }: AutomationDefinition, stepId: string): SendingRules {
  const step = stepAt({ steps }, stepId);
  const own = step && 'sending' in step ? step.sending : undefined;
  return { ...settings.sending, ...own, ...(settings.quietHours && { quietHours: settings.quietHours }) };
}
