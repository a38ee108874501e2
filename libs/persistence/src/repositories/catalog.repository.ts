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

/** The same of several workspaces; one that does not exist is left out. */
export async function catalogRevisionsOf(tx: Tx, workspaceIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; revision: number }[]>(
    `select id, catalog_revision as revision from workspace where id = any($1)`,
    [workspaceIds],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/**
 * Every version of a workspace that may have live runs, now or by a transaction that has not seen the latest publication: the last
 * two of each automation, enabled or not, and older ones that have some.
 */
export async function livingVersionsOf(tx: Tx, workspaceId: string): Promise<PublishedRow[]> {
  return tx.query<PublishedRow[]>(
    `select a.id as "automationId", a.slug, v.version, v.definition from automation a
     join automation_version v on v.automation_id = a.id
     where a.workspace_id = $1 and (v.version >= a.latest_version - 1 or exists (
       select 1 from run r where r.automation_id = a.id and r.version = v.version and r.state in ('armed', 'active')))`,
    [workspaceId],
  );
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
