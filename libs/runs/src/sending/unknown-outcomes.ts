import { WhenUnknown, type EffectResult, type MessageStatus } from '@threadline/automation';
import { unsettledReason, type OutgoingMessage, type Settled, type UnsettledMessage } from '@threadline/persistence';
import type { SendRecord } from './send-records.js';

/** Statuses come within seconds. Those of a code to sign in are worth waiting for no longer. */
const settleAfterMs = { resend: 60_000, other: 60 * 60_000 };

/** How long after its time a message that nobody has settled is looked at again by its own run. */
const lookAgainMs = 5 * 60_000;

/** What the workspace says about a message of which nobody knows whether it went out. */
export const policyOfUnknown = ({ category, whenUnknown }: Pick<UnsettledMessage, 'category' | 'whenUnknown'>) =>
  WhenUnknown.parse(whenUnknown ?? {})[category];

/** Nobody knows whether the message went out: the run goes on, or waits until it is settled. It is never repeated blindly. */
export function unknownOutcome(
  message: OutgoingMessage,
  seen: { seq: number; now: number; words: string },
): SendRecord {
  const policy = policyOfUnknown(message);
  const settleAt = seen.now + settleAfterMs[policy === 'resend' ? 'resend' : 'other'];
  return {
    status: 'unknown',
    result: policy === 'continue' ? { outcome: 'unknown', claimedSeq: seen.seq } : awaited(settleAt, seen.words),
    problem: { code: unsettledReason, words: seen.words },
    settleAt,
  };
}

/** What a later claim finds of an attempt before it, which left no result for the run. */
export function earlierAttempt(message: OutgoingMessage, now: number): SendRecord {
  const { status, settleAt, claimedSeq } = message;
  const seq = claimedSeq ?? 0;
  if (status === 'sending')
    return unknownOutcome(message, { seq, now, words: 'an attempt ended without telling what became of it' });
  if (status !== 'unknown') return { status, result: resultOfStatus(message, seq) };
  const isAwaited = settleAt !== null && policyOfUnknown(message) !== 'continue';
  return {
    status,
    result: isAwaited ? awaited(Math.max(settleAt, now), 'nobody knows yet') : { outcome: 'unknown', claimedSeq: seq },
    ...(settleAt !== null && { settleAt }),
  };
}

/** What a status that WhatsApp or a person has told means for the run. */
export function resultOfStatus({ status, problemCode }: Settled, claimedSeq: number): EffectResult {
  if (status === 'failed') return { outcome: 'failed', reason: problemCode ?? 'failed' };
  if (status === 'skipped') return { outcome: 'skipped', reason: problemCode ?? 'skipped' };
  return { outcome: 'accepted', claimedSeq };
}

/** Whether a status says what became of the message. */
export const isSettled = (status: MessageStatus): boolean =>
  status !== 'planned' && status !== 'sending' && status !== 'unknown';

const awaited = (settleAt: number, words: string): EffectResult => ({
  outcome: 'parked',
  reason: unsettledReason,
  until: settleAt + lookAgainMs,
  detail: words,
});
