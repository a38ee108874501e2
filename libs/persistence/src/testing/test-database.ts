import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../data-source.js';
import { ownDatabase } from './own-database.js';

/** A pool on a database of this spec file's own, on the server whose address the test runner gives. */
export async function openDatabase({
  url,
  poolSize = 10,
}: {
  url?: string | undefined;
  poolSize?: number;
}): Promise<DataSource> {
  if (url === undefined)
    throw new Error('DATABASE_URL is not set: run the specs through `npm test`, or start the stack for tests');
  return createDataSource({ url: await ownDatabase(url), poolSize, applicationName: 'test' }).initialize();
}

/** A workspace of a test's own, with one number. */
export interface TestWorkspace {
  id: string;
  phoneNumberId: string;
  wabaId: string;
}

/** Makes a workspace nobody else uses, so that specs can share a database. */
export async function aWorkspace(dataSource: DataSource, { timeZone = 'Europe/Rome' } = {}): Promise<TestWorkspace> {
  const id = randomUUID();
  const phoneNumberId = `number-${id}`;
  const wabaId = `waba-${id}`;
  await dataSource.query(`insert into workspace (id, slug, name, time_zone) values ($1, $2, 'Test', $3)`, [
    id,
    `test-${id}`,
    timeZone,
  ]);
  await dataSource.query(
    `insert into phone_number (id, workspace_id, phone_number_id, waba_id, display_phone, messages_per_second) values ($1, $2, $3, $4, '+390000000', 1000)`,
    [randomUUID(), id, phoneNumberId, wabaId],
  );
  return { id, phoneNumberId, wabaId };
}
