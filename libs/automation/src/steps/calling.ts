import { z } from 'zod';
import type { Call } from '../engine/decision.js';
import type { Next } from '../language/ids.js';
import type { Occasion } from './occasion.js';
import type { RunView } from './run-view.js';
import { resultIn } from './sending.js';
import { goTo, perform, problem, type Said, type StepOutcome } from './step-outcome.js';

/** The name of a configured connection to an outside system. */
export const Connection = z.string().min(1).max(200).describe('The name of a configured connection.');

/** The ways out of a step that calls an outside system. */
export interface CallWays {
  next: Next;
  failed?: Next | undefined;
}

/** Orders a call; where no connection of that name is configured the step has failed. */
export function beginCall(
  ways: CallWays,
  run: RunView,
  ordered: { call: Call; said: Omit<Said, 'what'> },
): StepOutcome {
  const { call, said } = ordered;
  if ('connection' in call && !run.world.workspace?.connections?.includes(call.connection)) {
    const detail = `no connection "${call.connection}" is configured`;
    return problem({ reason: 'no_connection', detail }, { wired: ways.failed, next: ways.next });
  }
  return perform({ kind: 'call', call }, { what: 'call_planned', ...said });
}

/** Where a call goes that is either done or has failed. What it brought is the step's result. */
export function afterCall(ways: CallWays, occasion: Occasion): StepOutcome {
  const result = resultIn(occasion);
  if (result.outcome === 'failed') return problem(result, { wired: ways.failed, next: ways.next });
  if (result.outcome !== 'done') throw new RangeError(`this call cannot come to ${result.outcome}`);
  return goTo(ways.next, { what: 'call_done', why: 'the call succeeded', result: { status: 'done', ...result.data } });
}
