import { Duration } from '@threadline/domain';
import { z } from 'zod';
import type { TriggerEvent } from '../engine/world.js';
import { EventType, Path } from '../language/ids.js';

/** When a trigger fires, counted from its event. */
export const When = z
  .union([
    z.literal('at').describe('At the event.'),
    z
      .strictObject({ after: Duration })
      .describe('So long after the event; a later event with the same key counts anew.'),
    z
      .strictObject({ before: Duration, of: Path, ifPast: z.enum(['send_now', 'skip']).default('skip') })
      .describe('So long before a time that the event names.'),
  ])
  .meta({ id: 'When' });
export type When = z.infer<typeof When>;

/** The name of a trigger inside its automation. */
const TriggerId = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'is not a trigger id: 1 to 64 letters, digits, _ or -');

/** What every trigger takes. */
export const triggerBase = { id: TriggerId.describe('Name of the trigger inside its automation.') };

/** What triggers take that fire at an event and may wait for a moment after it. */
export const armedTriggerBase = {
  ...triggerBase,
  when: When.default('at'),
  cancelOn: z.array(EventType).max(20).optional().describe('Events that disarm a run waiting for its moment.'),
};

/** What a trigger type does: tells whether an event fires it. */
export interface TriggerBehaviour<T> {
  matches(trigger: T, event: TriggerEvent): boolean;
}

/** A trigger type: its schema and its behaviour. */
export function defineTrigger<S extends z.ZodType>(
  definition: { schema: S } & TriggerBehaviour<z.infer<S>>,
): { schema: S } & TriggerBehaviour<z.infer<S>> {
  return definition;
}
