import { addDuration, momentOf, subtractDuration, type Instant } from '@threadline/domain';
import { holdsForEvent } from '../conditions/evaluate.js';
import { valueAt } from '../conditions/value-at.js';
import type { TriggerEvent } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import type { Claim, TriggerFacts } from './define-trigger.js';
import { triggerBehaviourOf, type Trigger } from './index.js';
import { keyAt } from './key-at.js';

/** A trigger that an event fires. */
export type MatchedTrigger = Trigger;

/** The triggers of an automation that an event fires, now or later. A trigger whose key the event does not name cannot fire. */
export function matchTriggers(
  event: TriggerEvent,
  { triggers }: Pick<AutomationDefinition, 'triggers'>,
  facts: TriggerFacts = {},
): MatchedTrigger[] {
  return triggers.filter((trigger) => {
    const behaviour = triggerBehaviourOf(trigger);
    if (!behaviour.listensTo(trigger).includes(event.type)) return false;
    return isKeyed(trigger, event) && passes(trigger, event) && (behaviour.matches?.(trigger, event, facts) ?? true);
  });
}

/** The trigger of an armed run, when an event of the run's key moves it that need not arm one, such as a booking put off. */
export function rearmingTrigger(
  event: TriggerEvent,
  { triggers }: Pick<AutomationDefinition, 'triggers'>,
  run: { triggerId: string; key: string },
): MatchedTrigger | undefined {
  return triggers.find(
    (trigger) =>
      trigger.id === run.triggerId &&
      (triggerBehaviourOf(trigger).rearmsOn?.(trigger) ?? []).includes(event.type) &&
      triggerKey(trigger, event) === run.key,
  );
}

const isKeyed = (trigger: Trigger, event: TriggerEvent) =>
  keyPathOf(trigger) === undefined || triggerKey(trigger, event) !== undefined;

const passes = (trigger: Trigger, event: TriggerEvent) =>
  !('filter' in trigger) || trigger.filter === undefined || holdsForEvent(trigger.filter, event).holds;

/** By what a trigger claims an inbound message; undefined for triggers that take none. */
export const claimOf = (trigger: Trigger): Claim | undefined => triggerBehaviourOf(trigger).claim?.(trigger);

/** What a trigger fires once for, per contact, when that is not each event. */
export const occasionOf = (trigger: Trigger, event: TriggerEvent, facts: TriggerFacts): string | undefined =>
  triggerBehaviourOf(trigger).occasion?.(trigger, event, facts);

/** Where a trigger's event names its cart, order or booking. */
export const keyPathOf = (trigger: Trigger): string | undefined => ('key' in trigger ? trigger.key : undefined);

/** The cart, order or booking an event is about, as the trigger reads it. Undefined when there is none. */
export function triggerKey(trigger: Trigger, event: Pick<TriggerEvent, 'data'>): string | undefined {
  const path = keyPathOf(trigger);
  return path === undefined ? undefined : keyAt(event, path);
}

/** When a trigger that an event fires is to fire: now, later, or not at all: its moment has passed, or the event names none. */
export type Firing = { kind: 'now' } | { kind: 'later'; at: Instant } | { kind: 'past' | 'unknown'; because: string };

/** When a trigger fires for its event: at it, so long after it, or before a time that it names, in the contact's zone. */
export function firingOf(trigger: Trigger, event: TriggerEvent, { now, zone }: { now: Instant; zone: string }): Firing {
  const when = 'when' in trigger ? trigger.when : 'at';
  if (when === 'at') return { kind: 'now' };
  const at = armedMoment(trigger, event, zone);
  if (at === undefined)
    return { kind: 'unknown', because: `the event names no time at ${'of' in when ? when.of : ''}` };
  if ('after' in when || at > now) return { kind: 'later', at };
  if (when.ifPast === 'send_now') return { kind: 'now' };
  return { kind: 'past', because: `the moment ${new Date(at).toISOString()} has passed` };
}

/**
 * The moment a trigger fires when it is not at its event: so long after it, or before a time that it names. Undefined when it
 * fires at once, or when the event names no time. The moment may have passed.
 */
export function armedMoment(trigger: Trigger, event: TriggerEvent, zone: string): Instant | undefined {
  const when = 'when' in trigger ? trigger.when : 'at';
  if (when === 'at') return undefined;
  if ('after' in when) return addDuration(event.time, when.after, zone);
  const moment = momentAt(event, when.of, zone);
  return moment === undefined ? undefined : subtractDuration(moment, when.before, zone);
}

/** A time without an offset is local to the contact's zone; a number is epoch milliseconds. */
function momentAt(event: TriggerEvent, path: string, zone: string): Instant | undefined {
  const value = valueAt(event, path);
  if (typeof value === 'string') return momentOf(value, zone);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
