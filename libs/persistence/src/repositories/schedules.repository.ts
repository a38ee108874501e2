import type { Tx } from '../transaction.js';

/** What an automation's schedules in Temporal are to follow. */
export interface ScheduledAutomation {
  automationId: string;
  workspaceId: string;
  slug: string;
  /** The workspace's zone. */
  timeZone: string;
  /** The latest version while the automation is enabled; null while nothing of it may start. */
  definition: unknown;
  /** Every trigger that is or was a schedule, in whatever version. */
  triggerIds: string[];
  revision: number;
}

/** Automations whose schedules in Temporal may differ from what is published. */
export async function unsyncedAutomations(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select id from automation where schedules_revision <> schedules_synced order by id limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Takes the right to bring an automation's schedules to Temporal until the transaction ends, unless somebody else has it. */
export async function tryLockSchedules(tx: Tx, automationId: string): Promise<boolean> {
  const [row] = await tx.query<[{ locked: boolean }]>(
    `select pg_try_advisory_xact_lock(hashtextextended('threadline schedules ' || $1, 0)) as locked`,
    [automationId],
  );
  return row.locked;
}

/** What an automation's schedules are to be; undefined when Temporal has them. After {@link tryLockSchedules}. */
export async function unsyncedSchedules(tx: Tx, automationId: string): Promise<ScheduledAutomation | undefined> {
  const [row] = await tx.query<ScheduledAutomation[]>(
    `select a.id as "automationId", a.workspace_id as "workspaceId", a.slug, w.time_zone as "timeZone",
       a.schedules_revision as revision,
       (select v.definition from automation_version v
         where a.state = 'enabled' and v.automation_id = a.id and v.version = a.latest_version) as definition,
       (select coalesce(array_agg(distinct t ->> 'id'), '{}') from automation_version v, jsonb_array_elements(v.definition -> 'triggers') t
         where v.automation_id = a.id and t ->> 'type' = 'schedule') as "triggerIds"
     from automation a join workspace w on w.id = a.workspace_id
     where a.id = $1 and a.schedules_revision <> a.schedules_synced`,
    [automationId],
  );
  return row;
}

/** Temporal has the schedules of this revision. */
export async function settleSchedules(tx: Tx, { automationId, revision }: ScheduledAutomation): Promise<void> {
  await tx.query(`update automation set schedules_synced = $2 where id = $1 and schedules_synced < $2`, [
    automationId,
    revision,
  ]);
}

/** Has the schedules of every enabled automation brought to Temporal again, or of one workspace: it has lost them, or their zone is another. */
export async function renewSchedules(tx: Tx, workspaceId?: string): Promise<void> {
  await tx.query(
    `update automation a set schedules_revision = schedules_revision + 1 from automation_version v
     where a.state = 'enabled' and v.automation_id = a.id and v.version = a.latest_version
       and v.definition @? '$.triggers[*] ? (@.type == "schedule")' and a.workspace_id = coalesce($1, a.workspace_id)`,
    [workspaceId],
  );
}
