import type { SecretBox } from '@threadline/platform';
import { sqlState, type Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';

/** What opens an outside system, by the name of each part. Kept sealed, shown to nobody. */
export type Secrets = Readonly<Record<string, string>>;

/** An outside system that a workspace is connected with; its secrets are read apart. */
export interface Connection {
  id: string;
  workspaceId: string;
  kind: string;
  name: string;
  settings: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
  /** When its secrets were last replaced. */
  rotatedAt: Date | null;
  revokedAt: Date | null;
}

/** The secrets of a connection, and those they replaced, which are valid until a moment. */
export interface ConnectionSecrets {
  current: Secrets;
  previous?: { secrets: Secrets; until: number } | undefined;
}

/** A connection as who speaks with the outside system needs it. */
export interface OpenConnection extends Pick<Connection, 'id' | 'workspaceId' | 'kind' | 'name' | 'settings'> {
  secrets: ConnectionSecrets;
}

/** Another connection of the workspace has the name. */
export class ConnectionNameTaken extends Error {
  readonly code = 'connection_exists';

  constructor(name: string) {
    super(`There is a connection "${name}" already: choose another name, or revoke it first`);
  }
}

const columns = `c.id, c.workspace_id as "workspaceId", c.kind, c.name, c.settings, c.created_at as "createdAt",
  c.updated_at as "updatedAt", c.rotated_at as "rotatedAt", c.revoked_at as "revokedAt"`;

type Row = Pick<Connection, 'id' | 'workspaceId'>;

const ownerOf = ({ id, workspaceId }: Row) => ({ kind: 'connection', workspaceId, id });

const sealed = (box: SecretBox, row: Row, secrets: ConnectionSecrets): string =>
  box.seal(JSON.stringify(secrets), ownerOf(row));

/** Stores a connection, its secrets sealed. Throws {@link ConnectionNameTaken}. */
export async function insertConnection(
  tx: Tx,
  box: SecretBox,
  { id, workspaceId, kind, name, settings, secrets }: OpenConnection,
): Promise<void> {
  const text = sealed(box, { id, workspaceId }, secrets);
  await named(name, () =>
    tx.query(
      `insert into connection (id, workspace_id, kind, name, settings, secrets, secrets_key) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, workspaceId, kind, name, JSON.stringify(settings), text, box.currentKeyId],
    ),
  );
}

/** Renames a connection or replaces its settings. Says whether it is there and not revoked. Throws {@link ConnectionNameTaken}. */
export async function changeConnection(
  tx: Tx,
  { workspaceId, id, name, settings }: Row & { name?: string | undefined; settings?: object | undefined },
): Promise<boolean> {
  const [, touched] = await named(name ?? '', () =>
    tx.query<[unknown[], number]>(
      `update connection set name = coalesce($3, name), settings = coalesce($4, settings), updated_at = now()
       where workspace_id = $1 and id = $2 and revoked_at is null`,
      [workspaceId, id, name, settings && JSON.stringify(settings)],
    ),
  );
  return touched === 1;
}

/** Replaces the secrets of a connection; those it had stay valid until a moment. Says whether it is there and not revoked. */
export async function replaceSecrets(
  tx: Tx,
  box: SecretBox,
  { secrets, previousUntil, ...row }: Row & { secrets: Secrets; previousUntil: number },
): Promise<boolean> {
  const [found] = await tx.query<{ secrets: string }[]>(
    `select secrets from connection where workspace_id = $1 and id = $2 and revoked_at is null for update`,
    [row.workspaceId, row.id],
  );
  if (!found) return false;
  const { current } = opened(box, row, found.secrets);
  const text = sealed(box, row, { current: secrets, previous: { secrets: current, until: previousUntil } });
  await tx.query(
    `update connection set secrets = $2, secrets_key = $3, rotated_at = now(), updated_at = now() where id = $1`,
    [row.id, text, box.currentKeyId],
  );
  return true;
}

/** Ends a connection and forgets its secrets. Says whether there was one to end. */
export async function revokeConnection(tx: Tx, { workspaceId, id }: Row): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update connection set revoked_at = now(), updated_at = now(), secrets = null, secrets_key = null
     where workspace_id = $1 and id = $2 and revoked_at is null`,
    [workspaceId, id],
  );
  return touched === 1;
}

export async function findConnection(tx: Tx, { workspaceId, id }: Row): Promise<Connection | undefined> {
  const [row] = await tx.query<Connection[]>(
    `select ${columns} from connection c where c.workspace_id = $1 and c.id = $2`,
    [workspaceId, id],
  );
  return row;
}

/** Connections of a workspace, newest first, the revoked ones too. */
export async function connectionsPage(tx: Tx, workspaceId: string, page: PageRequest): Promise<Page<Connection>> {
  const rows = await tx.query<(Connection & { position: Position })[]>(
    `select ${columns}, ${positionOf('c.created_at', 'c.id')} from connection c
     where c.workspace_id = $1 and (c.created_at, c.id) < ($2, $3) order by c.created_at desc, c.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}

/** A connection that is not revoked, by its name in the workspace, with its secrets. Throws UnopenableSecret. */
export const openConnectionNamed = (tx: Tx, box: SecretBox, of: { workspaceId: string; name: string }) =>
  openWhere(tx, box, { condition: 'workspace_id = $1 and name = $2', values: [of.workspaceId, of.name] });

/** A connection that is not revoked, by its id alone, as an address of a webhook has it. Throws UnopenableSecret. */
export const openConnection = (tx: Tx, box: SecretBox, id: string) =>
  openWhere(tx, box, { condition: 'id = $1', values: [id] });

async function openWhere(
  tx: Tx,
  box: SecretBox,
  { condition, values }: { condition: string; values: string[] },
): Promise<OpenConnection | undefined> {
  const [row] = await tx.query<(Omit<OpenConnection, 'secrets'> & { secrets: string })[]>(
    `select id, workspace_id as "workspaceId", kind, name, settings, secrets from connection
     where ${condition} and revoked_at is null`,
    values,
  );
  return row && { ...row, secrets: opened(box, row, row.secrets) };
}

const opened = (box: SecretBox, row: Row, text: string): ConnectionSecrets =>
  JSON.parse(box.open(text, ownerOf(row))) as ConnectionSecrets;

async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw sqlState(error) === uniqueViolation ? new ConnectionNameTaken(name) : error;
  }
}

const uniqueViolation = '23505';
