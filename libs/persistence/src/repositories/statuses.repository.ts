import type { MessageStatus } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/** The best that is known of one message from a batch of statuses. */
export interface StatusReport {
  workspaceId: string;
  providerId: string;
  /** Our own id of the message, when WhatsApp gave it back and it is one. */
  messageId: string | null;
  status: 'failed' | 'sent' | 'delivered' | 'read';
  at: string;
  readAt: string | null;
  problem: object | null;
}

export interface StatusChange {
  id: string;
  workspaceId: string;
  contactId: string;
  runId: string | null;
  stepId: string | null;
  turn: number | null;
  status: StatusReport['status'];
  /** What it was before. */
  was: MessageStatus;
  /** When WhatsApp says it became so, in epoch milliseconds. */
  at: number;
}

/** Ranks by which a status only ever rises; `failed` counts while nothing better came. */
const rank = (column: string) =>
  `array_position(array['planned', 'skipped', 'sending', 'unknown', 'accepted', 'failed', 'sent', 'delivered', 'read'], ${column})`;

/**
 * Applies a batch of statuses in one statement each for locking and writing, whatever the batch's size. A status finds its
 * message by our own id, which settles an unknown outcome, or by WhatsApp's. Returns what changed.
 */
export async function applyStatuses(tx: Tx, reports: readonly StatusReport[]): Promise<StatusChange[]> {
  if (reports.length === 0) return [];
  const given = `jsonb_to_recordset($1) as s("workspaceId" uuid, "providerId" text, "messageId" uuid, status text, at timestamptz,
      "readAt" timestamptz, problem jsonb)
    join message m on m.workspace_id = s."workspaceId" and m.direction = 'out' and m.id = coalesce(s."messageId",
      (select p.id from message p where p.workspace_id = s."workspaceId" and p.provider_id = s."providerId"))`;
  const parameters = [JSON.stringify(reports)];
  await tx.query(`select 1 from ${given} order by m.id for no key update of m`, parameters);
  const [changed] = await tx.query<[StatusChange[], number]>(
    `update message t set status = n.status, status_at = n.at, provider_id = coalesce(t.provider_id, n."providerId"),
       delivered_at = coalesce(t.delivered_at, case when n.status in ('delivered', 'read') then n.at end),
       read_at = coalesce(least(t.read_at, n."readAt"), t.read_at, n."readAt"), settle_at = null,
       problem = case when n.status = 'failed' then n.problem else t.problem end
     from (select m.id, m.status as was, s.status, s.at, s."providerId", s."readAt", s.problem from ${given} where ${rank('s.status')} > ${rank('m.status')}) n
     where t.id = n.id
     returning t.id, t.workspace_id as "workspaceId", t.contact_id as "contactId", t.run_id as "runId", t.step_id as "stepId", t.turn, t.status, n.was,
       (extract(epoch from n.at) * 1000)::bigint as at`,
    parameters,
  );
  return changed;
}
