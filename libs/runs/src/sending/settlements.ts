import type { EffectResult } from '@threadline/automation';
import type { SendMessageResult } from '@threadline/contracts';
import type { OutgoingMessage } from '@threadline/persistence';
import type { SendAnswer } from '@threadline/whatsapp';
import type { SendRecord } from './send-records.js';

/** Not now: nothing was sent, try again after `waitMs`. */
export class Later extends Error {
  readonly code = 'later';

  constructor(
    message: string,
    readonly waitMs: number,
  ) {
    super(message);
  }
}

interface Problem {
  code: string;
  words: string;
}

/** What an answer of WhatsApp means for the message: something to record, or to try again. */
export type Settlement =
  | { kind: 'ended'; recorded: Omit<SendRecord, 'attemptId'>; result: SendMessageResult }
  | { kind: 'later'; waitMs: number; problem: Problem };

const longestWaitMs = 60_000;
const setupWaitMs = 60_000;
const unreachableWaitMs = 5_000;
/** How long an unknown outcome waits for a status webhook. WhatsApp repeats webhooks for 7 days, but nearly all come at once. */
export const settleAfterMs = 60 * 60 * 1_000;

/** Reads an answer. `unknown` is never success and never repeated: only WhatsApp's own status settles it. */
export function settle(
  answer: SendAnswer,
  claimed: { message: OutgoingMessage; seq: number; now: number },
): Settlement {
  const claimedSeq = claimed.seq;
  if (answer.outcome === 'accepted') {
    return ended({ status: 'accepted', result: { outcome: 'accepted', claimedSeq }, providerId: answer.wamid });
  }
  if (answer.outcome === 'unknown') return unknown(answer.detail, claimed);
  if (answer.outcome === 'unreachable') {
    return {
      kind: 'later',
      waitMs: unreachableWaitMs,
      problem: { code: 'provider_unreachable', words: 'WhatsApp cannot be reached' },
    };
  }
  return refused(answer.error, claimed);
}

function refused(
  error: Extract<SendAnswer, { outcome: 'rejected' }>['error'],
  claimed: { seq: number; now: number },
): Settlement {
  const { now } = claimed;
  const problem = { code: String(error.code), words: error.words };
  const waitMs = Math.min(error.retryAfterMs ?? setupWaitMs, longestWaitMs);
  switch (error.class) {
    case 'throttled':
    case 'pair_limit':
    case 'our_setup':
      return { kind: 'later', waitMs, problem };
    case 'wait_until':
      return parked(problem, now + (error.retryAfterMs ?? setupWaitMs));
    case 'window_closed':
      return ended({ status: 'failed', result: { outcome: 'window_closed' }, problem });
    case 'wait_for_template':
      return ended({ status: 'failed', result: { outcome: 'not_sendable', reason: error.words }, problem });
    case 'opt_out':
      return ended({ status: 'failed', result: { outcome: 'skipped', reason: 'opted_out' }, problem });
    case 'final':
      return ended({
        status: 'failed',
        result: { outcome: 'failed', reason: problem.code, detail: error.words },
        problem,
      });
    case 'unknown':
      return unknown(error.words, claimed);
  }
}

/** A long obstacle is waited for by the run, which shows it, and not by the attempt. */
const parked = (problem: Problem, until: number): Settlement =>
  ended({ status: 'planned', result: { outcome: 'parked', reason: problem.words, until }, problem });

const unknown = (detail: string, { seq, now }: { seq: number; now: number }): Settlement =>
  ended({
    status: 'unknown',
    result: { outcome: 'unknown', claimedSeq: seq },
    problem: { code: 'unknown_outcome', words: detail },
    settleAt: now + settleAfterMs,
  });

const ended = (recorded: Omit<SendRecord, 'attemptId'>): Settlement => ({
  kind: 'ended',
  recorded,
  result: resultOf(recorded.result),
});

/** The small result an activity returns; the row has the rest. */
export function resultOf(result: EffectResult): SendMessageResult {
  switch (result.outcome) {
    case 'accepted':
    case 'unknown':
      return { outcome: result.outcome };
    case 'window_closed':
      return { outcome: 'failed', reason: 'window_closed' };
    case 'not_sendable':
      return { outcome: 'failed', reason: 'not_sendable' };
    case 'failed':
    case 'skipped':
    case 'parked':
      return { outcome: result.outcome, reason: result.reason };
  }
}
