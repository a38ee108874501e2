import type { Instant } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import { firingOf, type MatchedTrigger } from '../triggers/firing.js';

/** What an event that fires a trigger does: a run enters, is armed or refused, the armed one moves or is given up, or nothing. */
export type Arming =
  | { kind: 'enter' }
  | { kind: 'arm'; until: Instant }
  | { kind: 'rearm'; until: Instant }
  | { kind: 'disarm'; because: string }
  | { kind: 'refuse'; reason: 'moment_passed' | 'no_moment'; because: string }
  | { kind: 'nothing' };

/**
 * Judges an event that fires a trigger. One armed run stands for its key: a newer event moves it by the new facts, an older one
 * changes nothing, and one whose moment has passed and is to be skipped gives it up. `armed` is when the event happened by which the
 * run was armed or moved last.
 */
export function armingOf(
  trigger: MatchedTrigger,
  event: TriggerEvent,
  { now, zone, armed }: { now: Instant; zone: string; armed?: Instant | undefined },
): Arming {
  const firing = firingOf(trigger, event, { now, zone });
  const isLater = 'when' in trigger && trigger.when !== 'at';
  if (isLater && armed !== undefined) {
    if (event.time < armed || firing.kind === 'unknown') return { kind: 'nothing' };
    if (firing.kind === 'past') return { kind: 'disarm', because: firing.because };
    return { kind: 'rearm', until: firing.kind === 'later' ? firing.at : now };
  }
  switch (firing.kind) {
    case 'now':
      return { kind: 'enter' };
    case 'later':
      return { kind: 'arm', until: firing.at };
    case 'past':
      return { kind: 'refuse', reason: 'moment_passed', because: firing.because };
    case 'unknown':
      return { kind: 'refuse', reason: 'no_moment', because: firing.because };
  }
}
