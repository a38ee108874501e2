import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';

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

/** A list of the workspace by its id. */
export async function listOf(tx: Tx, workspaceId: string, id: string): Promise<List | undefined> {
  const [row] = await tx.query<List[]>(`select id, name from list where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ]);
  return row;
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

/** A list as people look at it. */
export interface ListDetails extends List {
  contacts: number;
  createdAt: Date;
}

/** Lists of a workspace, newest first. */
export async function listsPage(tx: Tx, workspaceId: string, page: PageRequest): Promise<Page<ListDetails>> {
  const rows = await tx.query<(ListDetails & { position: Position })[]>(
    `select l.id, l.name, l.created_at as "createdAt", ${positionOf('l.created_at', 'l.id')},
       (select count(*)::int from contact_list c where c.list_id = l.id) as contacts
     from list l where l.workspace_id = $1 and (l.created_at, l.id) < ($2, $3)
     order by l.created_at desc, l.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}

/** Lets many contacts join a list. Returns those who were not on it. Under the locks of the contacts. */
export async function joinList(tx: Tx, listId: string, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ contact_id: string }[]>(
    `insert into contact_list (list_id, contact_id) select $1, unnest($2::uuid[]) on conflict do nothing returning contact_id`,
    [listId, contactIds],
  );
  return rows.map((row) => row.contact_id);
}

/** Takes many contacts off a list. Returns those who were on it. Under the locks of the contacts. */
export async function leaveList(tx: Tx, listId: string, contactIds: readonly string[]): Promise<string[]> {
  const [rows] = await tx.query<[{ contact_id: string }[], number]>(
    `delete from contact_list where list_id = $1 and contact_id = any($2) returning contact_id`,
    [listId, contactIds],
  );
  return rows.map((row) => row.contact_id);
}
