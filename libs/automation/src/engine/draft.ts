import { addDuration, type Instant } from '@threadline/domain';
import type { AutomationDefinition } from '../language/definition.js';
import type { Next } from '../language/ids.js';
import type { Step } from '../steps/index.js';
import type { Said } from '../steps/step-outcome.js';
import type { Change } from './change.js';
import type { Effect, Outcome, TrailEntry } from './decision.js';
import { fold } from './fold.js';
import { stepAt } from './graph.js';
import type { RunState, Token } from './run-state.js';
import type { World } from './world.js';

/** A decision in the making: a copy of the state that its verbs change, and what has come of it so far. */
export class Draft {
  readonly state: RunState;
  readonly changes: Change[] = [];
  readonly effects: Effect[] = [];
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

  /** Puts a token on the next step, from where the run's own clock stands. A path that ends leaves no token. */
  arrive(next: Next, since: Instant): void {
    if (next === null) return;
    const { after } = this.step(next);
    const turn = (this.state.turns[next] ?? 0) + 1;
    this.state.turns[next] = turn;
    const until = after === undefined ? undefined : addDuration(since, after, this.zone);
    this.state.tokens.push({
      id: this.state.nextToken++,
      stepId: next,
      turn,
      phase: 'due',
      since,
      ...(until !== undefined && { until }),
      listen: [],
    });
  }

  /** Takes a token away: its step is over. */
  leave(token: Token): void {
    this.state.tokens = this.state.tokens.filter(({ id }) => id !== token.id);
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
