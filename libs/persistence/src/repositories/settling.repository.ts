import type { MessageStatus } from '@threadline/automation';
import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** A message of which nobody knows whether it went out. */
export interface UnsettledMessage {
  id: string;
  workspaceId: string;
  contactId: string;
  runId: string | null;
  stepId: string | null;
  turn: number | null;
  /** The last attempt that had it. */
  attemptId: string | null;
  category: 'marketing' | 'utility' | 'authentication' | 'service';
  /** What the workspace says of such messages, as stored. */
  whenUnknown: unknown;
  /** Whether its run lives and waits for what becomes of it. */
  isAwaited: boolean;
}

/** A run that waits until its message is settled has this reason for it. */
export const unsettledReason = 'unknown_outcome';

const columns = `m.id, m.workspace_id as "workspaceId", m.contact_id as "contactId", m.run_id as "runId", m.step_id as "stepId", m.turn, m.attempt_id as "attemptId",
  m.category, (select w.sending->'whenUnknown' from workspace w where w.id = m.workspace_id) as "whenUnknown",
  m.effect_result->>'outcome' = 'parked' and exists (select 1 from run r where r.id = m.run_id and r.state = 'active') as "isAwaited"`;

/** Unknown messages whose time to be settled is over, oldest first; those that somebody else settles now are left out. */
export async function lockOverdueUnknown(tx: Tx, now: number, limit: number): Promise<UnsettledMessage[]> {
  return tx.query(
    `select ${columns} from message m where m.status = 'unknown' and m.settle_at <= $1
     order by m.settle_at limit $2 for no key update of m skip locked`,
    [at(now), limit],
  );
}

/**
 * Attempts that nobody has told of for long, and nobody will: their worker has died and their run has ended. What became of them
 * nobody knows; they are settled like others a while later.
 */
export async function giveUpAttempts(
  tx: Tx,
  now: number,
  { olderThanMs, settleAt }: { olderThanMs: number; settleAt: number },
): Promise<void> {
  await tx.query(
    `update message set status = 'unknown', status_at = $1, settle_at = $2, problem = $3
     where id in (select id from message where status = 'sending' and claimed_at < $4 order by claimed_at limit 500
       for no key update skip locked)`,
    [
      at(now),
      at(settleAt),
      JSON.stringify({ code: unsettledReason, words: 'its attempt never told what became of it' }),
      at(now - olderThanMs),
    ],
  );
}

/** A message of a workspace, locked, with its status. */
export async function lockMessage(
  tx: Tx,
  workspaceId: string,
  messageId: string,
): Promise<(UnsettledMessage & { status: MessageStatus }) | undefined> {
  const locked = await tx.query<unknown[]>(
    `select 1 from message where workspace_id = $1 and id = $2 and direction = 'out' for no key update`,
    [workspaceId, messageId],
  );
  if (locked.length === 0) return undefined;
  const [row] = await tx.query<(UnsettledMessage & { status: MessageStatus })[]>(
    `select ${columns}, m.status from message m where m.id = $1`,
    [messageId],
  );
  return row;
}

/** The status of a message, locked until the transaction ends. */
export async function lockStatus(tx: Tx, messageId: string): Promise<Settled> {
  const [row] = await tx.query<[Settled]>(
    `select status, problem->>'code' as "problemCode" from message where id = $1 for no key update`,
    [messageId],
  );
  return row;
}

export interface Settled {
  status: MessageStatus;
  problemCode: string | null;
}

/** Writes what unknown messages were settled as. Nothing is awaited of them any more. */
export async function settleMessages(
  tx: Tx,
  settled: readonly { id: string; status: MessageStatus; problem: object | null }[],
  now: number,
): Promise<void> {
  await tx.query(
    `update message m set status = s.status, status_at = $2, problem = s.problem, settle_at = null
     from jsonb_to_recordset($1) as s(id uuid, status text, problem jsonb) where m.id = s.id`,
    [JSON.stringify(settled), at(now)],
  );
}

/** Writes a line into the timeline of each message's run. */
export async function tellTrails(
  tx: Tx,
  lines: readonly { messageId: string; what: string; why: string }[],
  now: number,
): Promise<void> {
  await tx.query(
    `insert into run_trail (run_id, at, step_id, turn, what, why, saw)
     select m.run_id, $2, m.step_id, m.turn, l.what, l.why, jsonb_build_object('message', m.id)
     from jsonb_to_recordset($1) as l("messageId" uuid, what text, why text) join message m on m.id = l."messageId"
     where m.run_id is not null order by m.id`,
    [JSON.stringify(lines), at(now)],
  );
}

/** Live runs that wait for these messages to be settled. Look in a statement after their status was written. */
export async function runsAwaiting(
  tx: Tx,
  messageIds: readonly string[],
): Promise<{ id: string; automationSlug: string; messageId: string }[]> {
  return tx.query(
    `select r.id, a.slug as "automationSlug", m.id as "messageId" from message m
     join run r on r.id = m.run_id and r.state = 'active' join automation a on a.id = r.automation_id
     where m.id = any($1) and m.effect_result->>'outcome' = 'parked' order by m.id`,
    [messageIds],
  );
}
