import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';
import { at } from './runs.repository.js';

/** What an operator may do, see product roles. Viewers are never assigned anything. */
export type OperatorRole = 'owner' | 'admin' | 'operator' | 'chat_operator' | 'viewer';

export interface Operator {
  id: string;
  name: string;
}

/** Adds an operator, or gives the one of that name the role. Returns its id. */
export async function ensureOperator(
  tx: Tx,
  workspaceId: string,
  { name, role }: { name: string; role: OperatorRole },
): Promise<string> {
  const [row] = await tx.query<[{ id: string }]>(
    `insert into operator (id, workspace_id, name, role) values ($1, $2, $3, $4)
     on conflict (workspace_id, name) do update set role = excluded.role returning id`,
    [v7(), workspaceId, name, role],
  );
  return row.id;
}

/** The team of that name with exactly these members; those who stay keep their turn. Returns its id. */
export async function ensureTeam(
  tx: Tx,
  workspaceId: string,
  { name, operatorIds }: { name: string; operatorIds: readonly string[] },
): Promise<string> {
  const [row] = await tx.query<[{ id: string }]>(
    `insert into team (id, workspace_id, name) values ($1, $2, $3)
     on conflict (workspace_id, name) do update set name = excluded.name returning id`,
    [v7(), workspaceId, name],
  );
  await tx.query(`delete from team_operator where team_id = $1 and operator_id <> all($2)`, [row.id, operatorIds]);
  await tx.query(
    `insert into team_operator (team_id, operator_id)
     select $1, id from operator where workspace_id = $2 and id = any($3) on conflict do nothing`,
    [row.id, workspaceId, operatorIds],
  );
  return row.id;
}

/** Operators among these names who may be assigned something. */
export async function operatorsNamed(
  tx: Tx,
  workspaceId: string,
  names: readonly string[],
): Promise<(Operator & { role: OperatorRole })[]> {
  return tx.query(
    `select id, name, role from operator where workspace_id = $1 and name = any($2) and role <> 'viewer'`,
    [workspaceId, names],
  );
}

/** Assigns a chat to operators. Returns those who did not have it. */
export async function assignChat(
  tx: Tx,
  chat: { conversationId: string; at: number },
  operatorIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ operator_id: string }[]>(
    `insert into conversation_operator (conversation_id, operator_id, assigned_at)
     select $1, unnest($3::uuid[]), $2 on conflict do nothing returning operator_id`,
    [chat.conversationId, at(chat.at), operatorIds],
  );
  return rows.map((row) => row.operator_id);
}

/** Takes a chat from the operators of these names, or from everybody. Returns who had it. */
export async function unassignChat(
  tx: Tx,
  conversationId: string,
  names: readonly string[] | undefined,
): Promise<Operator[]> {
  const [rows] = await tx.query<[Operator[], number]>(
    `delete from conversation_operator c using operator o
     where c.conversation_id = $1 and o.id = c.operator_id and ($2::text[] is null or o.name = any($2)) returning o.id, o.name`,
    [conversationId, names ?? null],
  );
  return rows;
}

/** An operator as people look at it, with the names of the teams. */
export interface OperatorDetails extends Operator {
  role: OperatorRole;
  teams: string[];
  createdAt: Date;
}

/** Operators of a workspace, newest first. */
export async function operatorsPage(tx: Tx, workspaceId: string, page: PageRequest): Promise<Page<OperatorDetails>> {
  const rows = await tx.query<(OperatorDetails & { position: Position })[]>(
    `select o.id, o.name, o.role, o.created_at as "createdAt", ${positionOf('o.created_at', 'o.id')},
       array(select t.name from team_operator m join team t on t.id = m.team_id where m.operator_id = o.id order by t.name) as teams
     from operator o where o.workspace_id = $1 and (o.created_at, o.id) < ($2, $3)
     order by o.created_at desc, o.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}

/** A team as people look at it, with the names of its operators. */
export interface TeamDetails {
  id: string;
  name: string;
  operators: string[];
  createdAt: Date;
}

/** Teams of a workspace, newest first. */
export async function teamsPage(tx: Tx, workspaceId: string, page: PageRequest): Promise<Page<TeamDetails>> {
  const rows = await tx.query<(TeamDetails & { position: Position })[]>(
    `select t.id, t.name, t.created_at as "createdAt", ${positionOf('t.created_at', 't.id')},
       array(select o.name from team_operator m join operator o on o.id = m.operator_id where m.team_id = t.id order by o.name) as operators
     from team t where t.workspace_id = $1 and (t.created_at, t.id) < ($2, $3)
     order by t.created_at desc, t.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}
