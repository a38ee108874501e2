import type pg from 'pg';
import { z } from 'zod';

/** What a database has written since it was made. */
export interface Written {
  readonly transactions: number;
  readonly rows: number;
}

const counted = z.array(z.object({ transactions: z.coerce.number(), rows: z.coerce.number() })).length(1);

/** A session that does nothing tells what it has counted after ten seconds (PGSTAT_IDLE_INTERVAL of Postgres). */
export const countsAreThereAfterMs = 11_000;

/** Transactions and written rows of one database; the newest are missing, see {@link countsAreThereAfterMs}. */
export async function writtenIn(pool: pg.Pool): Promise<Written> {
  const { rows } = await pool.query(
    `select xact_commit as transactions, tup_inserted + tup_updated + tup_deleted as rows
     from pg_stat_database where datname = current_database()`,
  );
  const [written = { transactions: NaN, rows: NaN }] = counted.parse(rows);
  return written;
}

const position = z.array(z.object({ bytes: z.coerce.number() })).length(1);

/** How many bytes the whole server has written to its log: what it writes for durability, and what a replica would receive. */
export async function walBytes(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`);
  return position.parse(rows)[0]?.bytes ?? NaN;
}

/** What is in a database. */
export interface DatabaseSize {
  readonly rows: number;
  /** Tables and indexes. */
  readonly bytes: number;
}

/** Rows and bytes of our tables, counted anew. */
export async function databaseSize(pool: pg.Pool): Promise<DatabaseSize> {
  await pool.query('vacuum analyze');
  const { rows } = await pool.query(
    `select sum(greatest(reltuples, 0)) as rows, sum(pg_total_relation_size(oid)) as bytes
     from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const [size = { rows: NaN, bytes: NaN }] = sized.parse(rows);
  return size;
}

const sized = z.array(z.object({ rows: z.coerce.number(), bytes: z.coerce.number() })).length(1);
