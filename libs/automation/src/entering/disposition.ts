import type { Filter } from '../conditions/condition.js';
import { holdsForEvent } from '../conditions/evaluate.js';
import type { TriggerEvent } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import { keyPathOf } from '../triggers/firing.js';
import { triggerBehaviourOf, type Trigger } from '../triggers/index.js';
import { keyAt } from '../triggers/key-at.js';

/** A run as an event finds it. */
export interface RunAtHand {
  key: string;
  state: 'armed' | 'active' | 'completed' | 'exited' | 'disarmed' | 'refused';
  triggerId?: string;
}

/** What an event means to a run; several may be true, and the goal is tested first. An armed run is only ever disarmed. */
export interface Disposition {
  goal: boolean;
  exit: boolean;
  disarm: boolean;
}

type Event = Pick<TriggerEvent, 'type' | 'data'>;
interface Ending {
  on: string;
  key?: string | undefined;
  filter?: Filter | undefined;
}

/** What an event means to a live run of an automation; undefined when nothing. */
export function disposition(event: Event, definition: AutomationDefinition, run: RunAtHand): Disposition | undefined {
  const acts = (ending: Ending) => isAbout(event, ending, { definition, run });
  const goal = definition.goal !== undefined && acts(definition.goal);
  const exit = definition.exits.some(acts);
  if (run.state === 'active') return goal || exit ? { goal, exit, disarm: false } : undefined;
  if (run.state !== 'armed') return undefined;
  const disarm =
    goal || exit || cancelsOf(definition, run).some((on) => acts({ on })) || isCalledOff(event, definition, run);
  return disarm ? { goal: false, exit: false, disarm } : undefined;
}

/** Whether an event is the goal of a run, whatever has become of the run. */
export const isGoalOf = (event: Event, definition: AutomationDefinition, run: Omit<RunAtHand, 'state'>): boolean =>
  definition.goal !== undefined && isAbout(event, definition.goal, { definition, run: { ...run, state: 'active' } });

function isAbout(
  event: Event,
  ending: Ending,
  { definition, run }: { definition: AutomationDefinition; run: RunAtHand },
): boolean {
  if (event.type !== ending.on) return false;
  if (ending.filter && !holdsForEvent(ending.filter, event).holds) return false;
  if (definition.entry.per !== 'key') return true;
  const paths = ending.key === undefined ? keyPathsOf(definition, run) : [ending.key];
  return paths.some((path) => keyAt(event, path) === run.key);
}

/** Where the run's trigger finds its key; where any trigger does when the run does not say which one started it. */
const keyPathsOf = (definition: AutomationDefinition, run: RunAtHand): string[] =>
  triggersOf(definition, run).flatMap((trigger) => keyPathOf(trigger) ?? []);

const cancelsOf = (definition: AutomationDefinition, run: RunAtHand): string[] =>
  triggersOf(definition, run).flatMap((trigger) => ('cancelOn' in trigger ? (trigger.cancelOn ?? []) : []));

/** What a run was armed for does not take place, such as a cancelled booking: that always disarms it, and it alone. */
const isCalledOff = (event: Event, definition: AutomationDefinition, run: RunAtHand): boolean =>
  triggersOf(definition, run).some((trigger) => {
    const path = keyPathOf(trigger);
    const isAboutRun = path === undefined || keyAt(event, path) === run.key;
    return isAboutRun && (triggerBehaviourOf(trigger).disarmsOn?.(trigger) ?? []).includes(event.type);
  });

const triggersOf = ({ triggers }: AutomationDefinition, { triggerId }: RunAtHand): Trigger[] =>
  triggers.filter(({ id }) => triggerId === undefined || id === triggerId);

/**
 * What an event that means something to a run does to it. The run that gets the credit completes; one whose goal was credited
 * elsewhere exits; uncredited, only an exit ends it.
 */
export function endingOf(
  meant: Disposition,
  credit: { isCredited: boolean; isCreditedElsewhere: boolean },
): 'goal' | 'exit' | undefined {
  if (meant.goal && credit.isCredited) return 'goal';
  if (meant.exit || meant.disarm || (meant.goal && credit.isCreditedElsewhere)) return 'exit';
  return undefined;
}
