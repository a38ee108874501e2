import type { Instant } from '@threadline/domain';
import type { Occasion } from '../steps/occasion.js';
import { behaviourOf, type Step } from '../steps/index.js';
import type { StepOutcome } from '../steps/step-outcome.js';
import { evaluate } from '../conditions/evaluate.js';
import type { Draft } from './draft.js';
import { asksForReply, isSend } from './graph.js';
import type { Token } from './run-state.js';
import { viewOf } from './view.js';

/** Executed steps after which a run exits with `step_limit`. */
export const stepLimit = 1_000;

/** A due token's step begins. */
export function beginStep(draft: Draft, token: Token): void {
  if (draft.state.executed >= stepLimit) {
    const why = `${stepLimit} steps were executed`;
    draft.end({ state: 'exited', reason: 'step_limit', detail: why }, { why, stepId: token.stepId });
    return;
  }
  draft.state.executed += 1;
  token.since = token.until ?? token.since;
  if (leavesAudience(draft, token)) return;
  draft.begun.push({ stepId: token.stepId, turn: token.turn });
  const step = draft.step(token.stepId);
  follow(draft, token, { step, now: token.since }, behaviourOf(step).begin(step, viewOf(draft, token, token.since)));
}

/** What a waiting token waited for has come, at a moment of the run's own clock. Says whether the step took it for that. */
export function resumeStep(
  draft: Draft,
  token: Token,
  { occasion, now }: { occasion: Occasion; now: Instant },
): boolean {
  const step = draft.step(token.stepId);
  const outcome = behaviourOf(step).resume?.(step, occasion, viewOf(draft, token, now));
  if (!outcome) throw new Error(`a step of type ${step.type} does not wait`);
  follow(draft, token, { step, now }, outcome);
  return outcome.kind !== 'stay';
}

/** An obstacle may be gone: the effect is ordered again, with its turn. It is no new execution of the step. */
export function orderAgain(draft: Draft, token: Token): void {
  const step = draft.step(token.stepId);
  follow(draft, token, { step, now: token.since }, behaviourOf(step).begin(step, viewOf(draft, token, token.since)));
}

interface Standing {
  step: Step;
  now: Instant;
}

function follow(draft: Draft, token: Token, { step, now }: Standing, outcome: StepOutcome): void {
  if (outcome.kind === 'stay') return;
  if (outcome.kind === 'problem') {
    takeProblem(draft, token, { step, now }, outcome);
    return;
  }
  draft.record(token, outcome, now);
  switch (outcome.kind) {
    case 'goTo':
      draft.go(token, outcome.next, now);
      return;
    case 'waitFor':
      wait(token, outcome);
      return;
    case 'perform':
      order(draft, token, { effect: outcome.effect, now });
      return;
    case 'fork':
      draft.split(token, outcome, now);
      return;
    case 'end':
      endRun(draft, token, outcome);
      return;
  }
}

type Said<K extends StepOutcome['kind']> = Extract<StepOutcome, { kind: K }>;

function wait(token: Token, { until, listen, intended, memory, why }: Said<'waitFor'>): void {
  token.phase = 'waiting';
  token.until = until;
  token.listen = listen;
  token.why = why;
  if (intended === undefined) delete token.intended;
  else token.intended = intended;
  if (memory) token.memory = memory;
}

function order(draft: Draft, token: Token, { effect, now }: { effect: Said<'perform'>['effect']; now: Instant }): void {
  token.phase = 'effect';
  token.listen = [];
  delete token.until;
  delete token.intended;
  delete token.why;
  const { stepId, turn } = token;
  const planned = { stepId, turn, intendedAt: now };
  if (effect.kind === 'call') draft.calls.push({ ...effect, ...planned });
  else draft.effects.push({ ...effect, ...planned, asks: asksForReply(draft.definition, stepId) });
}

function endRun(draft: Draft, { stepId, turn }: Token, { ending, why }: Said<'end'>): void {
  draft.end(ending, { stepId, turn, why });
}

/** When the automation asks for it, a run ends before a step as soon as its contact is not of the audience any more. */
function leavesAudience(draft: Draft, { stepId, turn }: Token): boolean {
  const { audience, recheckAudience } = draft.definition.entry;
  if (!recheckAudience || !audience) return false;
  const { holds, saw } = evaluate(audience, { world: draft.world, results: {}, now: draft.at });
  if (holds) return false;
  const why = 'the contact is not of the audience any more';
  draft.end({ state: 'exited', reason: 'audience_no_longer_matches' }, { stepId, turn, why, saw });
  return true;
}

function takeProblem(
  draft: Draft,
  token: Token,
  { step, now }: Standing,
  trouble: Extract<StepOutcome, { kind: 'problem' }>,
): void {
  const { reason, detail, wired, next } = trouble;
  const saw = { reason, ...(detail !== undefined && { detail }) };
  draft.state.results[token.stepId] = { status: 'failed', ...saw };
  draft.say(token, { what: 'step_failed', why: detail ?? reason, intendedAt: now, saw });
  const onFailure = draft.definition.settings.onFailure ?? (isSend(step) ? 'exit' : 'continue');
  if (wired === undefined && onFailure === 'exit') {
    const because = { stepId: token.stepId, turn: token.turn, why: `${reason}, and no way out is wired for it` };
    draft.end({ state: 'exited', reason: 'step_failed', detail: reason }, because);
    return;
  }
  draft.go(token, wired === undefined ? next : wired, now);
}
