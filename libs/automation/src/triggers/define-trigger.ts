import { Duration, type WorkCalendar } from '@threadline/domain';
import { z } from 'zod';
import { Filter } from '../conditions/condition.js';
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
      .strictObject({
        before: Duration,
        of: Path.describe('Where the event names the time, such as data.startsAt.'),
        ifPast: z
          .enum(['send_now', 'skip'])
          .default('skip')
          .describe('What to do when that moment has passed as the event comes.'),
      })
      .describe('So long before a time that the event names.'),
  ])
  .meta({ id: 'When' });
export type When = z.infer<typeof When>;

/** The name of a trigger inside its automation. */
const TriggerId = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'is not a trigger id: 1 to 64 letters, digits, _ or -');

/** What every trigger takes. */
export const triggerBase = { id: TriggerId.describe('Name of the trigger inside its automation.') };

/** What triggers take that fire at an event and may wait for a moment after it. */
export const eventTriggerBase = {
  ...triggerBase,
  when: When.default('at'),
  key: Path.optional().describe('Where the event names its cart, order or booking: one run, or one moment, per key.'),
  filter: Filter.optional(),
  cancelOn: z.array(EventType).max(20).optional().describe('Events that disarm a run waiting for its moment.'),
};

/** What a trigger may know beyond its event. */
export interface TriggerFacts {
  /** When work is done. Without one it always is. */
  calendar?: WorkCalendar | undefined;
}

/** How a trigger competes for an inbound message, strongest first. */
export const claimKinds = ['phrase', 'button', 'other', 'holiday', 'outside_hours'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** By what a trigger claims an inbound message. Among claims of one kind the higher priority wins. */
export interface Claim {
  by: ClaimKind;
  priority: number;
}

/** What a trigger type does: tells which events fire it. Key and filter are judged for all types alike, elsewhere. */
export interface TriggerBehaviour<T> {
  /** The types of the events that may fire it. */
  listensTo(trigger: T): readonly string[];
  /** Whether an event of such a type fires it; absent when every one does. */
  matches?(trigger: T, event: TriggerEvent, facts: TriggerFacts): boolean;
  /** Of triggers that take messages. */
  claim?(trigger: T): Claim;
  /** What it fires once for, per contact; absent or undefined: once for each event. */
  occasion?(trigger: T, event: TriggerEvent, facts: TriggerFacts): string | undefined;
  /** Types of events that move an armed run of the same key though they would not arm one. */
  rearmsOn?(trigger: T): readonly string[];
  /** Types of events that disarm an armed run of the same key without being told. */
  disarmsOn?(trigger: T): readonly string[];
}

/** A trigger type: its schema and its behaviour. */
export function defineTrigger<S extends z.ZodType>(
  definition: { schema: S } & TriggerBehaviour<z.infer<S>>,
): { schema: S } & TriggerBehaviour<z.infer<S>> {
  return definition;
}
