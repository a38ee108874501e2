import type { CallAttempt, RunCall } from './run-calls.repository.js';
import type { Tx } from '../transaction.js';
import { pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';

/** A line of a run's trail: what was decided and why. */
export interface TimelineDecision {
  kind: 'decision';
  at: Date;
  intendedAt: Date | null;
  step: string | null;
  turn: number | null;
  what: string;
  why: string;
  saw: Record<string, unknown> | null;
}

/** A message the run sent or plans to send, or one of the contact that the run took. */
export interface TimelineMessage {
  kind: 'message';
  at: Date;
  messageId: string;
  direction: 'in' | 'out';
  step: string | null;
  turn: number | null;
  status: string;
  statusAt: Date | null;
  readAt: Date | null;
  category: string | null;
  content: Record<string, unknown>;
  problem: Record<string, unknown> | null;
}

/** A call of the run to an outside system. Of its address the host alone is told: the rest may hold secrets. */
export interface TimelineCall {
  kind: 'call';
  at: Date;
  callId: string;
  step: string;
  turn: number;
  status: RunCall['status'];
  statusAt: Date | null;
  to: string;
  method: string | null;
  host: string | null;
  attempts: CallAttempt[];
  nextAttemptAt: Date | null;
}

export type TimelineEntry = TimelineDecision | TimelineMessage | TimelineCall;

interface Row {
  at: Date;
  entry: Omit<TimelineDecision, 'at'> | Omit<TimelineMessage, 'at'> | Omit<TimelineCall, 'at'>;
  position: Position;
}

const decisions = `select t.at, 'd' || lpad(t.id::text, 20, '0') as id, json_build_object('kind', 'decision', 'intendedAt', t.intended_at,
    'step', t.step_id, 'turn', t.turn, 'what', t.what, 'why', t.why, 'saw', t.saw) as entry
  from run_trail t where t.run_id = $2`;

const messages = `select m.created_at, 'm' || m.id, json_build_object('kind', 'message', 'messageId', m.id, 'direction', m.direction,
    'step', m.step_id, 'turn', m.turn, 'status', m.status, 'statusAt', m.status_at, 'readAt', m.read_at, 'category', m.category,
    'content', m.content, 'problem', m.problem)
  from message m join run r on r.id = $2 and r.contact_id = m.contact_id and r.workspace_id = m.workspace_id
  where m.workspace_id = $1 and (m.run_id = $2 or m.direction = 'in' and m.routing ->> 'runId' = $2::text)`;

const calls = `select c.created_at, 'c' || c.id, json_build_object('kind', 'call', 'callId', c.id, 'step', c.step_id, 'turn', c.turn,
    'status', c.status, 'statusAt', c.status_at, 'to', c.call->>'to', 'method', c.call->>'method',
    'host', substring(c.call->>'url' from '^https?://([^/?#]+)'), 'attempts', c.attempts, 'nextAttemptAt', c.next_attempt_at)
  from run_call c where c.run_id = $2`;

const beginning: Position = { at: '-infinity', id: '' };

/** What happened in a run, oldest first: its decisions, and its messages and calls at the time of their planning or arrival. */
export async function timelinePage(
  tx: Tx,
  { workspaceId, runId }: { workspaceId: string; runId: string },
  { limit, after = beginning }: PageRequest,
): Promise<Page<TimelineEntry>> {
  const rows = await tx.query<Row[]>(
    `select e.at, e.entry, ${positionOf('e.at', 'e.id')} from (${decisions} union all ${messages} union all ${calls}) e
     where (e.at, e.id collate "C") > ($3::timestamptz, $4) order by e.at, e.id collate "C" limit $5`,
    [workspaceId, runId, after.at, after.id, limit + 1],
  );
  const page = pageOf(rows, limit);
  return { ...page, rows: page.rows.map(entryOf) };
}

const moment = (value: unknown): Date | null => (typeof value === 'string' ? new Date(value) : null);

/** Inside JSON the database writes moments as text. */
function entryOf({ at, entry }: Row): TimelineEntry {
  switch (entry.kind) {
    case 'decision':
      return { ...entry, at, intendedAt: moment(entry.intendedAt) };
    case 'message':
      return { ...entry, at, statusAt: moment(entry.statusAt), readAt: moment(entry.readAt) };
    case 'call':
      return { ...entry, at, statusAt: moment(entry.statusAt), nextAttemptAt: moment(entry.nextAttemptAt) };
  }
}
