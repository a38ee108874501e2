import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { OpenTransaction } from './open-transaction.js';

/** A transaction under way. Functions that take one never open their own. */
export type Tx = Pick<EntityManager, 'query'>;

const deadlock = '40P01';
const serializationFailure = '40001';
const lockNotAvailable = '55P03';
const queryCanceled = '57014';
const attempts = 5;

/**
 * Runs `work` in one transaction at READ COMMITTED: a statement sees what was committed when it began, so whoever needs a
 * lock takes it in a statement of its own and reads afterwards. Deadlocks and serialization failures repeat the whole work.
 */
export const inTransaction = <T>(dataSource: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> =>
  repeated(() => once(dataSource, work));

/**
 * The same for work that looks all its rows up by keys, so that the plan for some values is the plan for all: Postgres makes it once
 * on a connection. To plan again for the values at hand, as it likes to for larger statements, takes longer than doing them. Not for
 * pages, sweeps and audiences, whose best plan depends on the values.
 * https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-PLAN-CACHE-MODE
 */
export const inTransactionByKeys = <T>(dataSource: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> =>
  repeated(() => once(dataSource, work, 'START TRANSACTION; SET LOCAL plan_cache_mode = force_generic_plan'));

async function repeated<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (attempt === attempts || !isRepeatable(error)) throw error;
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function once<T>(dataSource: DataSource, work: (tx: Tx) => Promise<T>, begin?: string): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const tx = new OpenTransaction((await runner.connect()) as pg.ClientBase, begin);
    try {
      const result = await work(tx);
      await tx.commit();
      return result;
    } catch (error) {
      await tx.rollback().catch(() => undefined);
      throw error;
    }
  } finally {
    await runner.release();
  }
}

/** The SQLSTATE of a database error, if it is one; Node's code when the connection broke under a statement. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const code: unknown = (error.driverError as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

function isRepeatable(error: unknown): boolean {
  const state = sqlState(error);
  return state === deadlock || state === serializationFailure;
}

/**
 * The database is starting, stopping or was restarted, or has ended a transaction that stood still, as one of a frozen process does:
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const comingOrGoing = /^(08...|53...|57P..|25P03)$/;
/** What Node says of a connection that is not there. */
const noConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** How the driver and TypeORM begin to say that one has gone. */
const connectionGone = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Driver not Connected',
  'Query runner already released',
  'Database connection provided by a query runner was already released',
];

/**
 * Whether a lock was not to be had in time. Where very many want a row each wait in line for it is short enough, and all together
 * take longer than a statement may; one that takes no lock and lasts as long is too slow, which waiting does not cure.
 */
function isBusy(state: string, error: unknown): boolean {
  if (state !== queryCanceled) return state === lockNotAvailable;
  return error instanceof QueryFailedError && /\bfor (no key )?(update|share)\b/i.test(error.query);
}

/** Whether waiting cures it: the database is away or busy with a lock. Everything else is a defect or bad data. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined)
    return isRepeatable(error) || isBusy(state, error) || comingOrGoing.test(state) || noConnection.has(state);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  // What a server says that refuses a connection comes as the driver has it, since no query has failed.
  if (typeof code === 'string' && (noConnection.has(code) || comingOrGoing.test(code))) return true;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  return connectionGone.some((words) => error.message.startsWith(words));
}
