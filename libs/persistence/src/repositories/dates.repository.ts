import type { Tx } from '../transaction.js';
import type { PublishedRow } from './catalog.repository.js';
import { zoneIn } from './world.repository.js';

/** An enabled automation that has date triggers. */
export interface DatedRow extends PublishedRow {
  workspaceId: string;
  /** Since when it has been enabled, epoch milliseconds. */
  enabledAt: number;
}

/** The latest versions of enabled automations with date triggers, of all workspaces, by id from one on. */
export async function datedVersions(tx: Tx, from: string | undefined, limit: number): Promise<DatedRow[]> {
  return tx.query<DatedRow[]>(
    `select a.id as "automationId", a.slug, v.version, v.definition, a.workspace_id as "workspaceId",
       coalesce((extract(epoch from a.enabled_at) * 1000)::bigint, 0) as "enabledAt"
     from automation_version v join automation a on a.id = v.automation_id and a.latest_version = v.version
     where v.definition @? '$.triggers[*] ? (@.type == "date")' and a.state = 'enabled' and a.id >= $1
     order by a.id limit $2`,
    [from ?? '00000000-0000-0000-0000-000000000000', limit],
  );
}

/** Which contacts of a workspace: those whose field holds one of these days, or one of them in any year. */
export interface DatedRequest {
  workspaceId: string;
  field: string;
  days: readonly string[];
  yearly: boolean;
  /** Behind this contact. */
  after?: string | undefined;
  limit: number;
}

/** A contact with what its field holds. */
export interface DatedContact {
  id: string;
  value: unknown;
  timeZone: string;
}

/** Contacts whose field holds one of these days, by id. A yearly 28 February finds those of the 29th too. */
export async function contactsOfDays(tx: Tx, { days, yearly, ...request }: DatedRequest): Promise<DatedContact[]> {
  const monthDays = days.map((day) => day.slice(5));
  if (yearly && monthDays.includes('02-28')) monthDays.push('02-29');
  const rows = await tx.query<(Parameters<typeof zoneIn>[0] & Pick<DatedContact, 'id' | 'value'>)[]>(
    `select c.id, c.fields -> $2 as value, c.time_zone as "timeZone", c.country, w.time_zone as "workspaceZone",
       (select i.value from contact_identity i where i.contact_id = c.id and i.kind = 'phone' limit 1) as phone
     from (select d.contact_id from contact_date d
       where d.workspace_id = $1 and d.field = $2 and d.month_day = any($3) and ($4::text[] is null or d.day = any($4))
         and d.contact_id > $5 order by d.contact_id limit $6) found
     join contact c on c.id = found.contact_id join workspace w on w.id = c.workspace_id order by c.id`,
    [
      request.workspaceId,
      request.field,
      monthDays,
      yearly ? null : days,
      request.after ?? '00000000-0000-0000-0000-000000000000',
      request.limit,
    ],
  );
  return rows.map((row) => ({ id: row.id, value: row.value, timeZone: zoneIn(row) }));
}

/** How far a sweep has come, epoch milliseconds; undefined for one that has never been. */
export async function sweptUntil(tx: Tx, name: string): Promise<number | undefined> {
  const [row] = await tx.query<{ until: number }[]>(
    `select (extract(epoch from swept_until) * 1000)::bigint as until from sweep where name = $1`,
    [name],
  );
  return row?.until;
}

/** Notes how far a sweep has come; it never goes back. */
export async function noteSwept(tx: Tx, name: string, until: number): Promise<void> {
  await tx.query(
    `insert into sweep (name, swept_until) values ($1, $2)
     on conflict (name) do update set swept_until = greatest(sweep.swept_until, excluded.swept_until)`,
    [name, new Date(until)],
  );
}
