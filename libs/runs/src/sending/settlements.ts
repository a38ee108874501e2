import type { EffectResult } from '@threadline/automation';
import type { SendMessageResult } from '@threadline/contracts';
import type { OutgoingMessage } from '@threadline/persistence';
import type { NoAnswer, SendAnswer } from '@threadline/whatsapp';
import type { SendRecord } from './send-records.js';
import { unknownOutcome } from './unknown-outcomes.js';

/** Why a message does not go out, as its row shows it. */
export interface Problem {
  code: string;
  words: string;
}

/** Not now: nothing was sent, try again after `waitMs`. */
export class Later extends Error {
  readonly code = 'later';
  /** The code of what stands in the way. */
  readonly reason: string;

  constructor(
    { code, words }: Problem,
    readonly waitMs: number,
  ) {
    super(words);
    this.reason = code;
  }
}

/**
 * What an answer of WhatsApp means for the message: something to record, or to try again. With `restMs` nothing else goes out from
 * the number for so long; with `renewsFile` WhatsApp is given the message's file anew.
 */
export type Settlement =
  | { kind: 'ended'; recorded: Omit<SendRecord, 'attemptId'>; restMs?: number }
  | { kind: 'later'; waitMs: number; problem: Problem; restMs?: number; renewsFile?: boolean };

/** What an attempt knew when it began. `templateUntil` is how long an obstacle of its template is waited for. */
export interface Attempt {
  message: OutgoingMessage;
  /** WhatsApp's id of the file that the message names by its address. */
  mediaId?: string | undefined;
  seq: number;
  now: number;
  templateUntil: number;
}

/** The attempt itself waits so long at most, which costs no history. What takes longer the run waits for, and shows it. */
export const longestWaitMs = 60_000;
const unreachableWaitMs = 5_000;
/** WhatsApp tells of templates; this is for the case that it has not. */
const askAgainMs = 60 * 60_000;

/** Reads an answer. What nobody knows is never success and never repeated blindly. */
export function settle(answer: SendAnswer, attempt: Attempt): Settlement {
  switch (answer.outcome) {
    case 'accepted':
      return ended({
        status: 'accepted',
        result: { outcome: 'accepted', claimedSeq: attempt.seq },
        providerId: answer.wamid,
      });
    case 'unknown':
      // Whoever answers like this may be in trouble: one message at a time finds out, instead of all becoming unknown.
      return {
        ...ended(unknownOutcome(attempt.message, { ...attempt, words: answer.detail })),
        restMs: unreachableWaitMs,
      };
    case 'unreachable':
      return unreachable;
    case 'rejected':
      return refused(answer.error, attempt);
  }
}

/** Reads the answer to an upload that brought nothing. Unlike a send it may be repeated whatever became of it. */
export function settleUpload(answer: NoAnswer, message: OutgoingMessage): Settlement {
  if (answer.outcome !== 'rejected') return unreachable;
  const { code, words } = answer.error;
  switch (answer.error.class) {
    case 'throttled':
    case 'wait_until':
      return resting(Math.min(answer.error.retryAfterMs ?? longestWaitMs, longestWaitMs), {
        code: String(code),
        words,
      });
    case 'our_setup':
      return resting(longestWaitMs, { code: String(code), words });
    case 'unknown':
      return { kind: 'later', waitMs: pairLimitWaitMs(message.refusals), problem: { code: String(code), words } };
    default:
      return failed({ code: String(code), words });
  }
}

type Refusal = Extract<SendAnswer, { outcome: 'rejected' }>['error'];

function refused(error: Refusal, attempt: Attempt): Settlement {
  const problem = { code: String(error.code), words: error.words };
  switch (error.class) {
    case 'throttled':
    case 'wait_until':
      return obstructed(error, attempt);
    case 'our_setup':
      return resting(longestWaitMs, problem);
    case 'pair_limit':
      return { kind: 'later', waitMs: pairLimitWaitMs(attempt.message.refusals), problem };
    case 'wait_for_template':
      return withoutTemplate(error, attempt);
    case 'window_closed':
      return ended({ status: 'failed', result: { outcome: 'window_closed' }, problem });
    case 'opt_out':
      return ended({ status: 'failed', result: { outcome: 'skipped', reason: 'opted_out' }, problem });
    case 'final':
      return failed(problem);
    case 'unknown':
      return ended(unknownOutcome(attempt.message, { ...attempt, words: error.words }));
  }
}

/** WhatsApp asks for a break: of the number, or, when it is a long one for other reasons, of this message. */
function obstructed(error: Refusal, { message, now }: Attempt): Settlement {
  const problem = { code: String(error.code), words: error.words };
  const waitMs = error.retryAfterMs ?? longestWaitMs;
  if (error.tries !== undefined && message.refusals + 1 >= error.tries) return failed(problem);
  if (error.tries !== undefined) return { kind: 'later', waitMs, problem };
  if (waitMs <= longestWaitMs) return resting(waitMs, problem);
  const recorded = parked({ reason: error.words, until: now + waitMs, problem });
  return error.class === 'throttled' ? { ...recorded, restMs: waitMs } : recorded;
}

/** The template was approved as far as we know, and WhatsApp says otherwise: it is waited for like one under review. */
function withoutTemplate({ words }: Refusal, { now, templateUntil }: Attempt): Settlement {
  const problem = { code: 'template_pending', words };
  if (now >= templateUntil)
    return ended({ status: 'failed', result: { outcome: 'not_sendable', reason: words }, problem });
  return parked({ reason: problem.code, until: Math.min(templateUntil, now + askAgainMs), problem });
}

/** 4^X seconds after the X-th refusal. https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform#rate-limits */
const pairLimitWaitMs = (refusals: number): number => Math.min(4 ** refusals * 1_000, longestWaitMs);

const resting = (waitMs: number, problem: Problem): Settlement => ({ kind: 'later', waitMs, restMs: waitMs, problem });

/** It will never go out. */
export const failed = (problem: Problem): Settlement =>
  ended({ status: 'failed', result: { outcome: 'failed', reason: problem.code, detail: problem.words }, problem });

const unreachable = resting(unreachableWaitMs, {
  code: 'provider_unreachable',
  words: 'WhatsApp cannot be reached',
});

/** A long obstacle is waited for by the run, which shows it, and not by the attempt. */
const parked = ({ reason, until, problem }: { reason: string; until: number; problem: Problem }) =>
  ended({ status: 'planned', result: { outcome: 'parked', reason, until, detail: problem.words }, problem });

const ended = (recorded: Omit<SendRecord, 'attemptId'>) => ({ kind: 'ended', recorded }) as const;

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
