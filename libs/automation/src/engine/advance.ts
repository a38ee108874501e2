import type { Instant } from '@threadline/domain';
import type { AutomationDefinition } from '../language/definition.js';
import type { Decision } from './decision.js';
import { Draft } from './draft.js';
import type { Fact } from './fact.js';
import { beginStep, orderAgain, resumeStep } from './moves.js';
import type { RunState, Token } from './run-state.js';
import { awaitsReply, listensOf, standingOf, wakeAtOf } from './standing.js';
import { takeFact } from './take-fact.js';
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
 * What a run does next. The facts come first, in their order; an exit or the goal ends the run at once. Then every token whose
 * time has come goes on, and sees the changes of those before it, until all of them wait, have an effect in flight, or have
 * ended. Facts about what no longer stands, and tokens whose time has not come, change nothing.
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
  for (const fact of facts) if (!draft.outcome) takeFact(draft, fact);
  while (!draft.outcome) {
    const token = nextDue(draft);
    if (!token) break;
    move(draft, token);
  }
  if (!draft.outcome && draft.state.tokens.length === 0)
    draft.end({ state: 'completed', reason: 'last_step' }, { why: 'the last step was reached' });
  return decisionOf(draft);
}

const dueAt = ({ until, since }: Token) => until ?? since;

/** The due token that should have moved first. */
function nextDue({ state, at }: Draft): Token | undefined {
  return state.tokens
    .filter((token) => token.phase !== 'effect' && dueAt(token) <= at)
    .sort((a, b) => dueAt(a) - dueAt(b) || a.id - b.id)[0];
}

function move(draft: Draft, token: Token): void {
  if (token.phase === 'due') beginStep(draft, token);
  else if (token.phase === 'parked') orderAgain(draft, token);
  else resumeStep(draft, token, { occasion: { kind: 'timer' }, now: token.intended ?? dueAt(token) });
}

function decisionOf(draft: Draft): Decision {
  const { state, changes, effects, calls, trail, outcome } = draft;
  const wakeAt = wakeAtOf(state);
  const mayBeAnswered = awaitsReply(draft);
  return {
    state,
    changes,
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
