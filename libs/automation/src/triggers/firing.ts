import { addDuration, subtractDuration, type Instant } from '@threadline/domain';
import { valueAt } from '../conditions/value-at.js';
import type { TriggerEvent } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import { triggerBehaviourOf, type Trigger } from './index.js';
import { keyAt } from './key-at.js';

/** A trigger that an event fires. */
export type MatchedTrigger = Trigger;

/** The triggers of an automation that an event fires, now or later. A trigger whose key the event does not name cannot fire. */
export function matchTriggers(
  event: TriggerEvent,
  { triggers }: Pick<AutomationDefinition, 'triggers'>,
): MatchedTrigger[] {
  return triggers.filter(
    (trigger) =>
      triggerBehaviourOf(trigger).matches(trigger, event) &&
      (keyPathOf(trigger) === undefined || triggerKey(trigger, event) !== undefined),
  );
}

/** Where a trigger's event names its cart, order or booking. */
export const keyPathOf = (trigger: Trigger): string | undefined => ('key' in trigger ? trigger.key : undefined);

/** The cart, order or booking an event is about, as the trigger reads it. Undefined when there is none. */
export function triggerKey(trigger: Trigger, event: Pick<TriggerEvent, 'data'>): string | undefined {
  const path = keyPathOf(trigger);
  return path === undefined ? undefined : keyAt(event, path);
}

/**
 * The moment a trigger fires when it is not at its event: so long after it, or before a time that it names. Undefined when it
 * fires at once. The moment may have passed.
 */
export function armedMoment(trigger: Trigger, event: TriggerEvent, zone: string): Instant | undefined {
  const when = 'when' in trigger ? trigger.when : 'at';
  if (when === 'at') return undefined;
  if ('after' in when) return addDuration(event.time, when.after, zone);
  const moment = momentAt(event, when.of);
  return moment === undefined ? undefined : subtractDuration(moment, when.before, zone);
}

function momentAt(event: TriggerEvent, path: string): Instant | undefined {
  const value = valueAt(event, path);
  const moment = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
