import type { MessageStatus } from '@threadline/automation';
import type { Tx } from '../transaction.js';
import { rank } from './status-rank.js';
import { keepEarlyStatuses, lockEarlyStatuses } from './early-statuses.repository.js';

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
  /** What WhatsApp charges, when it says so. */
  pricing: object | null;
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

/**
 * Applies a batch of statuses in a handful of statements, whatever the batch's size. A status finds its message by our own id,
 * which settles an unknown outcome, or by WhatsApp's; one that finds none by WhatsApp's is kept until its send is recorded.
 * Returns what changed.
 */
export async function applyStatuses(tx: Tx, reports: readonly StatusReport[]): Promise<StatusChange[]> {
  const { changed, unknown } = await applyKnown(tx, reports);
  if (unknown.length === 0) return changed;
  await lockEarlyStatuses(tx, unknown);
  const later = await applyKnown(tx, unknown);
  await keepEarlyStatuses(tx, later.unknown);
  return [...changed, ...later.changed];
}

/** Applies what there is a message for. `unknown` are those that name one only by an id of WhatsApp's that nobody has. */
async function applyKnown(
  tx: Tx,
  reports: readonly StatusReport[],
): Promise<{ changed: StatusChange[]; unknown: StatusReport[] }> {
  if (reports.length === 0) return { changed: [], unknown: [] };
  const given = `jsonb_to_recordset($1) as s("workspaceId" uuid, "providerId" text, "messageId" uuid, status text, at timestamptz,
      "readAt" timestamptz, problem jsonb, pricing jsonb)
    join message m on m.workspace_id = s."workspaceId" and m.direction = 'out' and m.id = coalesce(s."messageId",
      (select p.id from message p where p.workspace_id = s."workspaceId" and p.provider_id = s."providerId"))`;
  const parameters = [JSON.stringify(reports)];
  const known = await tx.query<{ name: string }[]>(
    `select s."workspaceId" || '/' || s."providerId" as name from ${given} order by m.id for no key update of m`,
    parameters,
  );
  const names = new Set(known.map(({ name }) => name));
  const unknown = reports.filter(
    ({ workspaceId, providerId, messageId }) => messageId === null && !names.has(`${workspaceId}/${providerId}`),
  );
  if (known.length === 0) return { changed: [], unknown };
  const [changed] = await tx.query<[StatusChange[], number]>(
    `update message t set status = n.status, status_at = n.at, provider_id = coalesce(t.provider_id, n."providerId"),
       delivered_at = coalesce(t.delivered_at, case when n.status in ('delivered', 'read') then n.at end),
       read_at = coalesce(least(t.read_at, n."readAt"), t.read_at, n."readAt"), settle_at = null,
       pricing = coalesce(n.pricing, t.pricing),
       problem = case when n.status = 'failed' then n.problem else t.problem end
     from (select m.id, m.status as was, s.status, s.at, s."providerId", s."readAt", s.problem, s.pricing from ${given} where ${rank('s.status')} > ${rank('m.status')}) n
     where t.id = n.id
     returning t.id, t.workspace_id as "workspaceId", t.contact_id as "contactId", t.run_id as "runId", t.step_id as "stepId", t.turn, t.status, n.was,
       (extract(epoch from n.at) * 1000)::bigint as at`,
    parameters,
  );
  return { changed, unknown };
}
