import { isDeepStrictEqual } from 'node:util';
import {
  advance,
  begin,
  type Decision,
  type EffectFact,
  type Fact,
  type RunState,
  type TrailEntry,
  type World,
} from '@threadline/automation';
import type { InboxRecord, RunRecord, TrailRecord } from '../evidence.js';

/** Lines that others than the engine write. */
const fromOutside = new Set([
  'entered',
  'armed',
  're_armed',
  'held',
  'restored',
  'repaired',
  'send_settled',
  'converted',
  'credit_reversed',
  'too_late_to_stop',
]);
const isOfEngine = ({ what, why }: TrailEntry): boolean =>
  !fromOutside.has(what) && !(what === 'send_skipped' && why === 'the run ended before it was sent');

/** What a decision of the run's past may have been. */
interface Attempt {
  readonly at: number;
  readonly facts: readonly Fact[];
  readonly takesGroup: boolean;
  readonly taken: readonly EffectFact[];
}

/** How far the run's life has been lived again. */
interface Point {
  readonly state: RunState;
  readonly line: number;
  readonly group: number;
  readonly taken: ReadonlySet<EffectFact>;
  readonly planned: Decision['effects'];
}

/** Whether a run's past can be decided anew: the results of its parked sends are overwritten by later ones. */
export const isReproducible = ({ enteredAt, trail }: RunRecord): boolean =>
  enteredAt !== null && !trail.some(({ what }) => what === 'send_parked');

/**
 * Decides a run's life anew from the facts that it has consumed, in the order of the database. Each decision is taken at the moment
 * its lines tell; which results of sends it had is tried out. Gives what the run planned to send, or undefined when no order of
 * its facts leads to its timeline and its state.
 */
export function reproduce(run: RunRecord): Decision['effects'] | undefined {
  return new Past(run).relive();
}

class Past {
  private readonly lines: readonly TrailRecord[];
  private readonly groups: readonly (readonly InboxRecord[])[];
  private readonly world: World;
  private readonly tried = new Set<string>();

  constructor(private readonly run: RunRecord) {
    this.lines = run.trail.filter(isOfEngine);
    this.groups = groupsOf(run.inbox);
    this.world = worldOf(run);
  }

  relive(): Decision['effects'] | undefined {
    const { definition, enteredAt } = this.run;
    if (enteredAt === null) return undefined;
    const state = begin(definition, this.world, enteredAt);
    return this.from({ state, line: 0, group: 0, taken: new Set(), planned: [] });
  }

  private from(point: Point): Decision['effects'] | undefined {
    if (this.isOver(point)) return point.planned;
    if (this.wasTried(point)) return undefined;
    for (const attempt of this.attemptsAt(point)) {
      const decision = advance(this.run.definition, point.state, attempt.facts, this.world, attempt.at);
      const isIdle = decision.trail.length === 0 && attempt.facts.length === 0;
      if (isIdle || !this.tells(decision.trail, point.line)) continue;
      const rest = this.from(after(point, attempt, decision));
      if (rest) return rest;
    }
    return undefined;
  }

  private isOver({ line, group, state }: Point): boolean {
    return line === this.lines.length && group === this.groups.length && isSameState(state, this.run.runState);
  }

  private wasTried({ line, group, taken, state }: Point): boolean {
    const place = `${line}/${group}/${state.tokens.length}/${[...taken].map(({ stepId, turn }) => `${stepId}.${turn}`).join()}`;
    if (this.tried.has(place)) return true;
    this.tried.add(place);
    return false;
  }

  /** All that the next decision may have been, the likeliest first. */
  private attemptsAt(point: Point): Attempt[] {
    const next = this.lines[point.line];
    const group = this.groups[point.group];
    const open = this.run.effects.filter((fact) => !point.taken.has(fact) && isAwaited(point.state, fact));
    const attempts: Attempt[] = [];
    for (const taken of subsetsOf(open)) {
      for (const inbox of group ? [group, undefined] : [undefined]) {
        const at = next?.at ?? momentOf(point.state, inbox, taken);
        const heard = [...taken.toSorted((a, b) => a.at - b.at), ...(inbox ?? []).map(({ fact }) => fact)];
        const ending = next && this.endingAt(next.at);
        for (const given of ending ? [[ending], []] : [[]])
          attempts.push({ at, facts: [...given, ...heard], takesGroup: inbox !== undefined, taken });
      }
    }
    return attempts;
  }

  /** An exit or goal is given to its decision and not kept as a fact: its line tells it. */
  private endingAt(at: number): Fact | undefined {
    const line = this.lines.at(-1);
    if (!line || line.at !== at || line.stepId !== undefined) return undefined;
    const because = line.why.slice(line.why.indexOf(': ') + 2);
    const ended = this.run.runState?.ended;
    if (line.what === 'completed' && line.why.startsWith('the goal was reached: '))
      return { kind: 'goal', at, because };
    if (line.what === 'exited' && ended?.state === 'exited') return { kind: 'exit', at, reason: ended.reason, because };
    return undefined;
  }

  private tells(trail: readonly TrailEntry[], from: number): boolean {
    return trail.every((entry, index) => isSameLine(entry, this.lines[from + index]));
  }
}

const after = (point: Point, attempt: Attempt, decision: Decision): Point => ({
  state: decision.state,
  line: point.line + decision.trail.length,
  group: point.group + (attempt.takesGroup ? 1 : 0),
  taken: new Set([...point.taken, ...attempt.taken]),
  planned: [...point.planned, ...decision.effects],
});

/** A decision that says nothing was taken when its facts were there. */
const momentOf = (state: RunState, inbox: readonly InboxRecord[] | undefined, taken: readonly EffectFact[]): number =>
  Math.max(state.lastDecisionAt, Math.floor((inbox?.[0]?.consumedAt ?? 0) / 1000), ...taken.map(({ at }) => at));

const isAwaited = ({ tokens }: RunState, { stepId, turn }: EffectFact): boolean =>
  tokens.some((token) => token.phase === 'effect' && token.stepId === stepId && token.turn === turn);

/** The facts that were consumed at the same moment, in the order of the database. */
function groupsOf(inbox: readonly InboxRecord[]): InboxRecord[][] {
  const groups = new Map<number, InboxRecord[]>();
  for (const record of inbox.toSorted((a, b) => a.id - b.id)) {
    if (record.consumedAt !== null) groups.set(record.consumedAt, [...(groups.get(record.consumedAt) ?? []), record]);
  }
  return [...groups.values()];
}

/** All before some before none. */
function subsetsOf<T>(things: readonly T[]): T[][] {
  const [first, ...rest] = things;
  if (first === undefined) return [[]];
  const without = subsetsOf(rest);
  return [...without.map((subset) => [first, ...subset]), ...without];
}

/** Nothing but what the run itself knows. */
const worldOf = ({ id, automationId, contactId, key, trigger, enteredAt }: RunRecord): World => ({
  contact: {
    id: contactId,
    timeZone: 'Europe/Rome',
    fields: {},
    tags: [],
    lists: [],
    marketingConsent: 'unknown',
    blocked: false,
  },
  conversation: { owner: 'bot' },
  messages: [],
  trigger,
  run: { id, automationId, enteredAt: enteredAt ?? 0, key },
});

function isSameLine(entry: TrailEntry, line: TrailRecord | undefined): boolean {
  if (!line) return false;
  const { at, intendedAt, stepId, turn, what, why, saw } = line;
  return isSame(entry, { at, intendedAt, stepId, turn, what, why, saw });
}

const isSameState = (one: RunState, other: RunState | null): boolean =>
  other !== null && isSame({ ...one, lastDecisionAt: 0 }, { ...other, lastDecisionAt: 0 });

/** As JSON has them: what is absent and what is undefined are the same. */
export const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(asJson(one), asJson(other));
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
