import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';

/** A list of a workspace. */
export interface List {
  id: string;
  name: string;
}

/** Makes lists of those names the workspace does not have. */
export async function ensureLists(tx: Tx, workspaceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await tx.query(
    `insert into list (id, workspace_id, name)
     select l.id, $1, l.name from jsonb_to_recordset($2) as l(id uuid, name text) order by l.name
     on conflict (workspace_id, name) do nothing`,
    [workspaceId, JSON.stringify(names.map((name) => ({ id: v7(), name })))],
  );
}

/** The workspace's lists among these names. */
export async function listsNamed(tx: Tx, workspaceId: string, names: readonly string[]): Promise<List[]> {
  return tx.query<List[]>(`select id, name from list where workspace_id = $1 and name = any($2)`, [workspaceId, names]);
}

/** Lets a contact join lists. Returns those it was not in, by id. */
export async function joinLists(tx: Tx, contactId: string, listIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ list_id: string }[]>(
    `insert into contact_list (list_id, contact_id) select unnest($2::uuid[]), $1 on conflict do nothing returning list_id`,
    [contactId, listIds],
  );
  return rows.map((row) => row.list_id);
}

/** Takes a contact off lists. Returns those it was in, by id. */
export async function leaveLists(tx: Tx, contactId: string, listIds: readonly string[]): Promise<string[]> {
  const [rows] = await tx.query<[{ list_id: string }[], number]>(
    `delete from contact_list where contact_id = $1 and list_id = any($2) returning list_id`,
    [contactId, listIds],
  );
  return rows.map((row) => row.list_id);
}
