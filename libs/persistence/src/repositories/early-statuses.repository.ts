import type { Tx } from '../transaction.js';
import { rank } from './status-rank.js';
import type { StatusReport } from './statuses.repository.js';

type Named = Pick<StatusReport, 'workspaceId' | 'providerId'>;

/** Until the transaction ends, whoever learns of these messages' ids and whoever keeps their statuses wait for each other. */
export async function lockEarlyStatuses(tx: Tx, messages: readonly Named[]): Promise<void> {
  const keys = messages.map(({ workspaceId, providerId }) => `status/${workspaceId}/${providerId}`).sort();
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest($1::text[]) with ordinality as u(k, n) order by n`,
    [keys],
  );
}

/** Keeps statuses of messages that nobody knows yet: the best of each. Under {@link lockEarlyStatuses}. */
export async function keepEarlyStatuses(tx: Tx, reports: readonly StatusReport[]): Promise<void> {
  if (reports.length === 0) return;
  await tx.query(
    `insert into early_status as k (workspace_id, provider_id, status, status_at, read_at, problem, pricing)
     select s."workspaceId", s."providerId", s.status, s.at, s."readAt", s.problem, s.pricing
     from jsonb_to_recordset($1) as s("workspaceId" uuid, "providerId" text, status text, at timestamptz, "readAt" timestamptz,
       problem jsonb, pricing jsonb)
     on conflict (workspace_id, provider_id) do update set pricing = coalesce(k.pricing, excluded.pricing),
       read_at = coalesce(k.read_at, excluded.read_at),
       problem = case when ${rank('excluded.status')} > ${rank('k.status')} then excluded.problem else k.problem end,
       status_at = case when ${rank('excluded.status')} > ${rank('k.status')} then excluded.status_at else k.status_at end,
       status = case when ${rank('excluded.status')} > ${rank('k.status')} then excluded.status else k.status end`,
    [JSON.stringify(reports)],
  );
}

/** Takes what was kept of a message. Under {@link lockEarlyStatuses}. */
export async function takeEarlyStatus(tx: Tx, { workspaceId, providerId }: Named): Promise<StatusReport[]> {
  const [rows] = await tx.query<[{ report: StatusReport }[], number]>(
    `delete from early_status where workspace_id = $1 and provider_id = $2
     returning jsonb_build_object('workspaceId', workspace_id, 'providerId', provider_id, 'messageId', null, 'status', status,
       'at', status_at, 'readAt', read_at, 'problem', problem, 'pricing', pricing) as report`,
    [workspaceId, providerId],
  );
  return rows.map(({ report }) => report);
}
