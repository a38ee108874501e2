import { addDuration, type Instant } from '@threadline/domain';
import type { AutomationDefinition } from '../language/definition.js';
import type { Next } from '../language/ids.js';
import type { Step } from '../steps/index.js';
import type { Said } from '../steps/step-outcome.js';
import type { Change } from './change.js';
import type { CallEffect, Effect, Outcome, StepBegun, TrailEntry } from './decision.js';
import { fold } from './fold.js';
import { stepAt } from './graph.js';
import type { RunState, Token } from './run-state.js';
import type { World } from './world.js';

/** A decision in the making: a copy of the state that its verbs change, and what has come of it so far. */
export class Draft {
  readonly state: RunState;
  readonly changes: Change[] = [];
  readonly begun: StepBegun[] = [];
  readonly effects: Effect[] = [];
  readonly calls: CallEffect[] = [];
  readonly trail: TrailEntry[] = [];
  outcome: Outcome | undefined;

  constructor(
    readonly definition: AutomationDefinition,
    state: RunState,
    public world: World,
    readonly at: Instant,
  ) {
    this.state = structuredClone(state);
    this.state.lastDecisionAt = at;
  }

  /** The zone in which the run counts calendar time. */
  get zone(): string {
    const { timeZone } = this.definition.settings;
    if (timeZone === 'contact') return this.world.contact.timeZone;
    return timeZone === 'workspace' ? (this.world.workspace?.timeZone ?? this.world.contact.timeZone) : timeZone;
  }

  /** @throws Error when the run stands on a step its version does not have: our own defect. */
  step(stepId: string): Step {
    const step = stepAt(this.definition, stepId);
    if (!step) throw new Error(`the version has no step ${stepId}`);
    return step;
  }

  /** Puts a token on a step, from where the run's own clock stands. */
  arrive(stepId: string, since: Instant, join?: number): void {
    const { after } = this.step(stepId);
    const turn = (this.state.turns[stepId] ?? 0) + 1;
    this.state.turns[stepId] = turn;
    const until = after === undefined ? undefined : addDuration(since, after, this.zone);
    this.state.tokens.push({
      id: this.state.nextToken++,
      stepId,
      turn,
      phase: 'due',
      since,
      ...(until !== undefined && { until }),
      ...(join !== undefined && { join }),
      listen: [],
    });
  }

  /** A token's step is over: it goes on to the next, or its path ends. */
  go(token: Token, next: Next, since: Instant): void {
    this.state.tokens = this.state.tokens.filter(({ id }) => id !== token.id);
    if (next === null) this.endPath(token.join, since);
    else this.arrive(next, since, token.join);
  }

  /** A token's step is over and several paths go on from it. The run goes on at `next` when all of them have ended. */
  split(token: Token, { paths, next }: { paths: readonly string[]; next: Next }, since: Instant): void {
    this.state.tokens = this.state.tokens.filter(({ id }) => id !== token.id);
    const id = this.state.nextToken++;
    const outer = token.join === undefined ? {} : { outer: token.join };
    this.state.joins = [...(this.state.joins ?? []), { id, stepId: token.stepId, open: paths.length, next, ...outer }];
    for (const path of paths) this.arrive(path, since, id);
  }

  private endPath(joinId: number | undefined, since: Instant): void {
    const join = this.state.joins?.find(({ id }) => id === joinId);
    if (!join) return;
    join.open -= 1;
    if (join.open > 0) return;
    this.state.joins = this.state.joins?.filter(({ id }) => id !== joinId) ?? [];
    this.trail.push({
      at: this.at,
      stepId: join.stepId,
      what: 'joined',
      why: 'all its paths have ended',
      intendedAt: since,
    });
    if (join.next === null) this.endPath(join.outer, since);
    else this.arrive(join.next, since, join.outer);
  }

  /** What a step said goes to the timeline, the world and the run's memory. */
  record(token: Token, said: Said, intendedAt: Instant): void {
    this.say(token, { what: said.what, why: said.why, intendedAt, ...(said.saw && { saw: said.saw }) });
    for (const change of said.changes ?? []) {
      this.changes.push(change);
      this.world = fold(this.world, change);
    }
    if (said.result) this.state.results[token.stepId] = { ...said.result };
    if (said.used) this.useReplies();
  }

  say(token: Token | undefined, line: Omit<TrailEntry, 'at' | 'stepId' | 'turn'>): void {
    this.trail.push({ at: this.at, ...(token && { stepId: token.stepId, turn: token.turn }), ...line });
  }

  /** Ends the run: no token is left and nothing follows. What was decided before in this decision stays. */
  end(outcome: Outcome, line: Omit<TrailEntry, 'at' | 'what'>): void {
    this.outcome = outcome;
    this.state.ended = outcome;
    this.state.tokens = [];
    this.trail.push({ at: this.at, what: outcome.state, ...line });
  }

  /** The waiting replies are used up: nothing is asked any more until the next send. */
  private useReplies(): void {
    const last = this.state.replies.at(-1);
    if (last) this.state.lastReply = last;
    const { askedBy } = this.state;
    if (askedBy !== undefined) this.state.results[askedBy] = { ...this.state.results[askedBy], replied: true };
    this.state.replies = [];
    delete this.state.askedSeq;
    delete this.state.askedBy;
  }
}
