import type { Call, CallEffect, CallResult } from '@threadline/automation';
import { callIdOf } from '@threadline/contracts';
import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** What one attempt at a call came to, for people. */
export interface CallAttempt {
  /** When it ended, in epoch milliseconds. */
  at: number;
  /** Such as `HTTP 503` or `no answer in time`. Without addresses and contents. */
  outcome: string;
}

/** A call of a run. Moments are epoch milliseconds. */
export interface RunCall {
  id: string;
  workspaceId: string;
  contactId: string;
  runId: string;
  /** Whether the run still goes on. */
  isWanted: boolean;
  /** Whether its run needs repair: the row may be older than what was done. */
  isHeld: boolean;
  stepId: string;
  turn: number;
  call: Call;
  status: 'planned' | 'calling' | 'done' | 'failed' | 'skipped';
  effectState: 'open' | 'done' | 'consumed';
  effectResult: CallResult | null;
  claimedAt: number | null;
  nextAttemptAt: number | null;
  attempts: CallAttempt[];
}

/** Plans calls: one row per run, step and turn, whatever is repeated. One that was parked is opened again with the contents it has. */
export async function planCalls(
  tx: Tx,
  planned: { runId: string; workspaceId: string },
  calls: readonly CallEffect[],
): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map((call) => ({
    ...call,
    id: callIdOf(planned.runId, call.stepId, call.turn),
    intendedAt: at(call.intendedAt),
  }));
  await tx.query(
    `insert into run_call (id, workspace_id, run_id, step_id, turn, call, status, intended_at, effect_state)
     select c.id, $1, $2, c."stepId", c.turn, c.call, 'planned', c."intendedAt", 'open'
     from jsonb_to_recordset($3) as c(id uuid, "stepId" text, turn int, call jsonb, "intendedAt" timestamptz)
     on conflict (id) do update set effect_state = 'open', effect_result = null where run_call.status = 'planned'`,
    [planned.workspaceId, planned.runId, JSON.stringify(rows)],
  );
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/** Reads a call. */
export async function findCall(tx: Tx, callId: string): Promise<RunCall | undefined> {
  const [row] = await tx.query<RunCall[]>(
    `select c.id, c.workspace_id as "workspaceId", r.contact_id as "contactId", c.run_id as "runId", r.state = 'active' as "isWanted", r.needs_repair as "isHeld",
       c.step_id as "stepId", c.turn, c.call, c.status, c.effect_state as "effectState", c.effect_result as "effectResult",
       ${ms('c.claimed_at')} as "claimedAt", ${ms('c.next_attempt_at')} as "nextAttemptAt", c.attempts
     from run_call c join run r on r.id = c.run_id where c.id = $1`,
    [callId],
  );
  return row;
}

/** Gives the call to an attempt. An earlier attempt that holds it loses it: what that one still brings does not count. */
export async function claimCall(
  tx: Tx,
  callId: string,
  claim: { attemptId: string; at: number; earlier?: CallAttempt | undefined },
): Promise<void> {
  await tx.query(
    `update run_call set status = 'calling', status_at = $3, attempt_id = $2, claimed_at = $3, next_attempt_at = null,
       attempts = attempts || $4::jsonb where id = $1`,
    [callId, claim.attemptId, at(claim.at), JSON.stringify(claim.earlier ? [claim.earlier] : [])],
  );
}

/** What an attempt came to: an end that the run hears of, another attempt later, or nothing that anybody waits for any more. */
export type CallRecord = { attemptId: string; attempt: CallAttempt } & (
  | { status: 'done' | 'failed'; result: CallResult }
  | { status: 'planned'; nextAttemptAt: number }
  | { status: 'skipped' }
);

/** Records what an attempt came to, if it still holds the call. */
export async function recordCall(tx: Tx, callId: string, recorded: CallRecord): Promise<void> {
  const { attemptId, attempt, status } = recorded;
  const effectState = { done: 'done', failed: 'done', planned: 'open', skipped: 'consumed' }[status];
  await tx.query(
    `update run_call set status = $3, status_at = $4, attempts = attempts || $5::jsonb, attempt_id = null, effect_state = $6,
       effect_result = $7, next_attempt_at = $8
     where id = $1 and attempt_id = $2`,
    [
      callId,
      attemptId,
      status,
      at(attempt.at),
      JSON.stringify([attempt]),
      effectState,
      'result' in recorded ? JSON.stringify({ ...recorded.result, at: attempt.at }) : null,
      'nextAttemptAt' in recorded ? at(recorded.nextAttemptAt) : null,
    ],
  );
}
