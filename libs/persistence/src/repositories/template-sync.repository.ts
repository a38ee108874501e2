import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';
import type { ChangedTemplate, Template } from './templates.repository.js';

/** A template as WhatsApp lists it. */
export type SyncedTemplate = Pick<
  Template,
  'name' | 'language' | 'category' | 'status' | 'statusReason' | 'components' | 'variables'
> & { providerId: string };

/** The next account whose templates were not compared since a moment; it counts as compared from now on. */
export async function claimSync(tx: Tx, { now, before }: { now: number; before: number }): Promise<string | undefined> {
  const [row] = await tx.query<{ waba_id: string }[]>(
    `insert into template_sync (waba_id, synced_at)
     select n.waba_id, $1 from (select distinct waba_id from phone_number) n left join template_sync s on s.waba_id = n.waba_id
     where s.synced_at is null or s.synced_at < $2 order by s.synced_at nulls first, n.waba_id limit 1
     on conflict (waba_id) do update set synced_at = excluded.synced_at where template_sync.synced_at < $2
     returning waba_id`,
    [at(now), at(before)],
  );
  return row?.waba_id;
}

/**
 * Makes the templates of an account, in every workspace that has a number of it, what WhatsApp has listed, and those that it
 * has no more deleted. Rows written since `listedAt` stay: they know newer things. Returns those whose status changed.
 */
export async function recordListing(
  tx: Tx,
  wabaId: string,
  { listedAt, templates }: { listedAt: number; templates: readonly SyncedTemplate[] },
): Promise<ChangedTemplate[]> {
  const listed = JSON.stringify(templates);
  const moved = await tx.query<(ChangedTemplate & { was: string | null })[]>(
    `with listed as (select * from jsonb_to_recordset($2) as l(name text, language text, category text, status text,
         "statusReason" text, components jsonb, variables jsonb, "providerId" text)),
       old as (select t.id, t.status from template t join listed l on l.name = t.name and l.language = t.language where t.waba_id = $1)
     insert into template as t (id, workspace_id, name, language, category, status, status_reason, components, variables, waba_id, provider_id)
     select gen_random_uuid(), o.workspace_id, l.name, l.language, l.category, l.status, l."statusReason", l.components, l.variables,
       $1, l."providerId"
     from listed l cross join (select distinct workspace_id from phone_number where waba_id = $1) o order by 2, 3, 4
     on conflict (workspace_id, name, language) do update set category = excluded.category, status = excluded.status,
       status_reason = excluded.status_reason, components = excluded.components, variables = excluded.variables,
       provider_id = excluded.provider_id, waba_id = excluded.waba_id, deleted_at = null, name_locked_until = null,
       paused_until = case when excluded.status = 'paused' then t.paused_until end, updated_at = now()
     where t.updated_at < $3 and (t.category, t.status, t.components, t.provider_id, t.deleted_at)
       is distinct from (excluded.category, excluded.status, excluded.components, excluded.provider_id, null::timestamptz)
     returning t.id, t.workspace_id as "workspaceId", t.name, t.language, t.status, (select o.status from old o where o.id = t.id) as was`,
    [wabaId, listed, at(listedAt)],
  );
  const [gone] = await tx.query<[ChangedTemplate[], number]>(
    `update template set deleted_at = now(), status = 'disabled', status_reason = 'deleted', updated_at = now()
     where waba_id = $1 and provider_id is not null and deleted_at is null and updated_at < $3
       and provider_id not in (select l."providerId" from jsonb_to_recordset($2) as l("providerId" text))
     returning id, workspace_id as "workspaceId", name, language, status`,
    [wabaId, listed, at(listedAt)],
  );
  const changed = moved.flatMap(({ was, ...template }) => (was === template.status ? [] : [template]));
  return [...changed, ...gone];
}
