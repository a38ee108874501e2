import { stepAt } from '../engine/graph.js';
import type { AutomationDefinition } from '../language/definition.js';
import type { SendingPolicy } from '../language/settings.js';

/** The sending policy of a step: its own choices over the automation's. */
export function sendingPolicyOf(definition: AutomationDefinition, stepId: string): SendingPolicy {
  const step = stepAt(definition, stepId);
  return { ...definition.settings.sending, ...(step && 'sending' in step ? step.sending : undefined) };
}
