import 'reflect-metadata';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities/index.js';
import { migrations } from './migrations/index.js';
import { PreparingClient } from './preparing-client.js';

// Sequence numbers and counts stay far below 2^53, so `bigint` may be a number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export interface DatabaseOptions {
  url: string;
  /** Connections of the pool; local activity slots stay at or below it. */
  poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
}

/** A lock is given up before a statement is, and both before an activity's attempt is: each layer hears of the one below. */
export const lockTimeoutMs = 3_000;
export const statementTimeoutMs = 5_000;

/** A connection pool to our database. Call `initialize()` before use and `destroy()` at the end. */
export function createDataSource({ url, poolSize = 20, applicationName = 'threadline' }: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
    poolSize,
    applicationName,
    connectTimeoutMS: 5_000,
    extra: {
      Client: PreparingClient,
      pipeline: true,
      options: `-c lock_timeout=${lockTimeoutMs} -c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=30000`,
    },
  });
}
