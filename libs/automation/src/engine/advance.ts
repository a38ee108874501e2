import type { Instant } from '@threadline/domain';
import type { AutomationDefinition } from '../language/definition.js';
import type { Decision } from './decision.js';
import { Draft } from './draft.js';
import type { Fact } from './fact.js';
import { beginStep, orderAgain, resumeStep } from './moves.js';
import type { RunState, Token } from './run-state.js';
import { awaitsReply, listensOf, standingOf, wakeAtOf } from './standing.js';
import { hears, takeFact } from './take-fact.js';
import type { World } from './world.js';

/** The state of a run that enters now: a token on the first step. */
export function begin(definition: AutomationDefinition, world: World, now: Instant): RunState {
  const nothing: RunState = {
    v: 1,
    tokens: [],
    turns: {},
    results: {},
    executed: 0,
    replies: [],
    nextToken: 1,
    lastDecisionAt: now,
  };
  const draft = new Draft(definition, nothing, world, now);
  draft.arrive(definition.start, now);
  return draft.state;
}

/**
 * What a run does next. Facts are taken in their order, each after the tokens that were due before it happened, so that a late
 * decision loses nothing that a punctual one would have heard. What still waits for the fact is not timed out before it, and an
 * exit or the goal ends the run at once, whatever is due. Then every token whose time has come goes on, and sees the changes of
 * those before it, until all of them wait, have an effect in flight, or have ended. Facts about what no longer stands, and tokens
 * whose time has not come, change nothing.
 * @throws Error only for a defect of ours, such as a state that does not fit its version
 */
export function advance(
  definition: AutomationDefinition,
  state: RunState,
  facts: readonly Fact[],
  world: World,
  now: Instant,
): Decision {
  const draft = new Draft(definition, state, world, Math.max(now, state.lastDecisionAt));
  draft.outcome = state.ended;
  for (const fact of facts) {
    if (fact.kind !== 'exit' && fact.kind !== 'goal')
      moveAll(draft, (token) => dueAt(token) < fact.at && !hears(token, fact));
    if (!draft.outcome) takeFact(draft, fact);
  }
  moveAll(draft);
  if (!draft.outcome && draft.state.tokens.length === 0)
    draft.end({ state: 'completed', reason: 'last_step' }, { why: 'the last step was reached' });
  return decisionOf(draft);
}

const dueAt = ({ until, since }: Token) => until ?? since;

/** Moves the tokens that are due, and those they make due, in the order of their moments. */
function moveAll(draft: Draft, isMeant: (token: Token) => boolean = () => true): void {
  while (!draft.outcome) {
    const token = nextDue(draft, isMeant);
    if (!token) return;
    move(draft, token);
  }
}

/** The due token that should have moved first. */
function nextDue({ state, at }: Draft, isMeant: (token: Token) => boolean): Token | undefined {
  return state.tokens
    .filter((token) => token.phase !== 'effect' && dueAt(token) <= at && isMeant(token))
    .sort((a, b) => dueAt(a) - dueAt(b) || a.id - b.id)[0];
}

function move(draft: Draft, token: Token): void {
  if (token.phase === 'due') beginStep(draft, token);
  else if (token.phase === 'parked') orderAgain(draft, token);
  else resumeStep(draft, token, { occasion: { kind: 'timer' }, now: token.intended ?? dueAt(token) });
}

function decisionOf(draft: Draft): Decision {
  const { state, changes, begun, effects, calls, trail, outcome } = draft;
  const wakeAt = wakeAtOf(state);
  const mayBeAnswered = awaitsReply(draft);
  return {
    state,
    changes,
    begun,
    effects: outcome ? [] : effects,
    calls: outcome ? [] : calls,
    ...(wakeAt !== undefined && { wakeAt }),
    standing: standingOf(draft),
    listens: listensOf(state, mayBeAnswered),
    awaitsReply: mayBeAnswered,
    trail,
    ...(outcome && { outcome }),
  };
}
