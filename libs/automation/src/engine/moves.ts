import type { Instant } from '@threadline/domain';
import type { Occasion } from '../steps/occasion.js';
import { behaviourOf, type Step } from '../steps/index.js';
import type { StepOutcome } from '../steps/step-outcome.js';
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
  const step = draft.step(token.stepId);
  follow(draft, token, { step, now: token.since }, behaviourOf(step).begin(step, viewOf(draft, token, token.since)));
}

/** What a waiting token waited for has come, at a moment of the run's own clock. */
export function resumeStep(draft: Draft, token: Token, { occasion, now }: { occasion: Occasion; now: Instant }): void {
  const step = draft.step(token.stepId);
  const outcome = behaviourOf(step).resume?.(step, occasion, viewOf(draft, token, now));
  if (!outcome) throw new Error(`a step of type ${step.type} does not wait`);
  follow(draft, token, { step, now }, outcome);
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
  switch (outcome.kind) {
    case 'goTo':
      draft.record(token, outcome, now);
      draft.leave(token);
      draft.arrive(outcome.next, now);
      return;
    case 'waitFor':
      draft.record(token, outcome, now);
      wait(token, outcome);
      return;
    case 'perform':
      draft.record(token, outcome, now);
      order(draft, token, { effect: outcome.effect, now });
      return;
    case 'end': {
      draft.record(token, outcome, now);
      const { reason, detail } = outcome;
      const because = { stepId: token.stepId, turn: token.turn, why: outcome.why };
      draft.end({ state: 'exited', reason, ...(detail !== undefined && { detail }) }, because);
      return;
    }
    case 'problem':
      takeProblem(draft, token, { step, now }, outcome);
      return;
  }
}

function wait(token: Token, { until, listen, memory, why }: Extract<StepOutcome, { kind: 'waitFor' }>): void {
  token.phase = 'waiting';
  token.until = until;
  token.listen = listen;
  token.why = why;
  if (memory) token.memory = memory;
}

function order(
  draft: Draft,
  token: Token,
  { effect, now }: { effect: Extract<StepOutcome, { kind: 'perform' }>['effect']; now: Instant },
): void {
  token.phase = 'effect';
  token.listen = [];
  delete token.until;
  delete token.why;
  const { stepId, turn } = token;
  draft.effects.push({ ...effect, stepId, turn, asks: asksForReply(draft.definition, stepId), intendedAt: now });
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
  draft.leave(token);
  draft.arrive(wired === undefined ? next : wired, now);
}
