import type { TriggerFacts } from '../triggers/define-trigger.js';
import { matchTriggers } from '../triggers/firing.js';
import { friday } from './a-world.js';
import { anAutomation, type TriggerInput } from './an-automation.js';

type Untold<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Whether an event fires a trigger. */
export function isFired(
  trigger: Untold<TriggerInput>,
  event: { type: string; time?: number; data?: Record<string, unknown> },
  facts: TriggerFacts = {},
): boolean {
  const definition = anAutomation()
    .startedBy({ ...trigger, id: 'it' } as TriggerInput)
    .build();
  return matchTriggers({ id: 'event-1', time: friday, data: {}, ...event }, definition, facts).length > 0;
}
