import { migrate } from '@threadline/persistence';
import pg from 'pg';
import { poolOf } from './pool.js';

/** A database of one section's own, so that none measures what another has left. */
export interface OwnDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

/** Makes a database beside that of `serverUrl`, with our schema or empty. */
export async function ownDatabase(serverUrl: string, name: string, isEmpty = false): Promise<OwnDatabase> {
  await onServer(serverUrl, `create database ${pg.escapeIdentifier(name)}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (!isEmpty) await migrate(url.href);
  const pool = poolOf(url.href, 4);
  return {
    url: url.href,
    pool,
    async drop() {
      await pool.end();
      await onServer(serverUrl, `drop database ${pg.escapeIdentifier(name)} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // a connection that is cut ends its query
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The first column of the first row, as a number. */
export async function numberFrom(pool: pg.Pool, sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await pool.query<unknown[]>({ text: sql, values, rowMode: 'array' });
  return Number(rows[0]?.[0]);
}
