import { randomInt } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../data-source.js';
import { migrate } from '../migrate.js';

let made: Promise<string> | undefined;

/**
 * The address of a database that only this spec file uses, at the newest schema: the stack's own apps relay and dispatch what
 * stands in theirs.
 */
export function ownDatabase(url: string): Promise<string> {
  made ??= create(url);
  return made;
}

async function create(url: string): Promise<string> {
  const name = `spec_${process.pid}_${randomInt(2 ** 40)}`;
  const admin = await createDataSource({ url, poolSize: 1, applicationName: 'test' }).initialize();
  try {
    await dropAbandoned(admin);
    await admin.query(`create database ${name}`);
  } finally {
    await admin.destroy();
  }
  const own = new URL(url);
  own.pathname = `/${name}`;
  await migrate(own.href);
  return own.href;
}

/** Databases of processes that are gone. Somebody else may be dropping them as well. */
async function dropAbandoned(admin: DataSource): Promise<void> {
  const rows: { datname: string }[] = await admin.query(
    `select datname from pg_database where datname like 'spec\\_%'`,
  );
  const abandoned = rows.map(({ datname }) => datname).filter((name) => !isAlive(Number(name.split('_')[1])));
  for (const name of abandoned)
    await admin.query(`drop database if exists ${name} with (force)`).catch(() => undefined);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
