import type { Stage } from './stage.js';

/** What all contacts of a crowd have. */
export interface CrowdMember {
  fields?: Record<string, unknown>;
  timeZone?: string;
  tags?: string[];
  lists?: string[];
}

/** Makes many contacts of the stage's workspace at once. Returns their ids, in order. */
export async function aCrowd(stage: Stage, count: number, told: CrowdMember = {}): Promise<string[]> {
  const { dataSource, workspace } = stage;
  const rows: { id: string }[] = await dataSource.query(
    `insert into contact (id, workspace_id, first_name, time_zone, fields)
     select gen_random_uuid(), $1, 'Ann', $2, $3 from generate_series(1, $4) returning id`,
    [workspace.id, told.timeZone, JSON.stringify(told.fields ?? {}), count],
  );
  const ids = rows.map(({ id }) => id).sort();
  await dataSource.query(
    `insert into contact_tag (contact_id, tag) select c, t from unnest($1::uuid[]) c, unnest($2::text[]) t`,
    [ids, told.tags ?? []],
  );
  await dataSource.query(
    `insert into list (id, workspace_id, name) select gen_random_uuid(), $1, n from unnest($2::text[]) n on conflict do nothing`,
    [workspace.id, told.lists ?? []],
  );
  await dataSource.query(
    `insert into contact_list (list_id, contact_id)
     select l.id, c from unnest($1::uuid[]) c, list l where l.workspace_id = $2 and l.name = any($3)`,
    [ids, workspace.id, told.lists ?? []],
  );
  return ids;
}
