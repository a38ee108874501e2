import type { Tx } from '../transaction.js';

export interface PublishedRow {
  automationId: string;
  slug: string;
  version: number;
  definition: unknown;
}

/** How often what a workspace's events can start has changed; a cache is good while this stands. */
export async function catalogRevisionOf(tx: Tx, workspaceId: string): Promise<number | undefined> {
  const [row] = await tx.query<{ revision: number }[]>(
    `select catalog_revision as revision from workspace where id = $1`,
    [workspaceId],
  );
  return row?.revision;
}

/** The latest version of every enabled automation of a workspace, oldest automation first. */
export async function enabledVersionsOf(tx: Tx, workspaceId: string): Promise<PublishedRow[]> {
  return tx.query<PublishedRow[]>(
    `select a.id as "automationId", a.slug, v.version, v.definition from automation a
     join automation_version v on v.automation_id = a.id and v.version = a.latest_version
     where a.workspace_id = $1 and a.state = 'enabled' order by a.created_at, a.id`,
    [workspaceId],
  );
}

/** One published version. */
export async function findVersion(tx: Tx, automationId: string, version: number): Promise<PublishedRow | undefined> {
  const [row] = await tx.query<PublishedRow[]>(
    `select a.id as "automationId", a.slug, v.version, v.definition from automation_version v
     join automation a on a.id = v.automation_id where v.automation_id = $1 and v.version = $2`,
    [automationId, version],
  );
  return row;
}
