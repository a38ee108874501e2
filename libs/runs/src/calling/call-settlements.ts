import type { CallResult } from '@threadline/automation';
import type { HttpAnswer } from '@threadline/connectors';
import { captured } from './captured.js';
import type { PerformedCall } from './performed.js';

/** What an answer means for the call: it has ended, or it is made again after a while. `outcome` is for people. */
export type CallSettlement =
  | { kind: 'ended'; outcome: string; result: Extract<CallResult, { outcome: 'done' | 'failed' }> }
  | { kind: 'again'; outcome: string; waitMs: number };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * The pauses between attempts, after which a call has failed: 8 attempts in 27 h 35 min. It is the schedule of a widely used sender
 * of Standard Webhooks: https://docs.svix.com/retries
 */
export const pausesMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] as const;

/** A receiver that asks for a longer pause than this is not waited for. */
const longestPauseMs = 24 * hour;

/** Reads an answer. `attempts` counts those before it. */
export function settleCall(
  answer: HttpAnswer,
  { call, attempts }: { call: PerformedCall; attempts: number },
): CallSettlement {
  switch (answer.outcome) {
    case 'refused':
      return failed(answer.detail, answer);
    case 'no_answer':
      return again(answer.detail, { attempts });
    case 'answered':
      return answered(answer, { call, attempts });
  }
}

type Answered = Extract<HttpAnswer, { outcome: 'answered' }>;

function answered(answer: Answered, { call, attempts }: { call: PerformedCall; attempts: number }): CallSettlement {
  const outcome = `HTTP ${answer.status}`;
  if (mayChange(answer.status)) return again(outcome, { attempts, askedMs: answer.retryAfterMs });
  if (answer.status < 200 || answer.status > 299) return failed(outcome, { reason: 'rejected', detail: outcome });
  const kept = captured(call.capture, answer);
  if (!kept.ok) return failed(`${outcome}, ${kept.detail}`, kept);
  return { kind: 'ended', outcome, result: { outcome: 'done', data: { httpStatus: answer.status, ...kept.data } } };
}

/** The receiver is busy, slow or broken: that passes. Everything else it has decided. */
const mayChange = (status: number): boolean => status >= 500 || status === 429 || status === 408;

function again(
  outcome: string,
  { attempts, askedMs = 0 }: { attempts: number; askedMs?: number | undefined },
): CallSettlement {
  const pauseMs = pausesMs[attempts];
  if (pauseMs === undefined) return gaveUp(`${outcome}, ${attempts + 1} attempts`);
  if (askedMs > longestPauseMs) return gaveUp(`${outcome}, not to be repeated for more than a day`);
  return { kind: 'again', outcome, waitMs: Math.max(pauseMs, askedMs) };
}

const gaveUp = (outcome: string): CallSettlement => failed(outcome, { reason: 'no_success', detail: outcome });

const failed = (outcome: string, { reason, detail }: { reason: string; detail: string }): CallSettlement => ({
  kind: 'ended',
  outcome,
  result: { outcome: 'failed', reason, detail },
});
