import { expect, it } from '@jest/globals';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';

const base = new URL(process.env['DATABASE_URL'] ?? 'postgres://127.0.0.1:1/none');

it('migrates an empty database to exactly the schema the entities describe, and back', async () => {
  const url = await anEmptyDatabase();
  expect(await migrate(url)).not.toEqual([]);
  const dataSource = await createDataSource({ url, poolSize: 2 }).initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    expect(await migrate(url)).toEqual([]);
    while ((await dataSource.query('select 1 from schema_migration limit 1')).length > 0)
      await dataSource.undoLastMigration();
    expect(
      await dataSource.query(
        `select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`,
      ),
    ).toEqual([]);
  } finally {
    await dataSource.destroy();
  }
});

async function anEmptyDatabase(): Promise<string> {
  const name = `schema_${process.pid}_${Math.floor(Math.random() * 1e9)}`;
  const admin = await createDataSource({ url: base.href, poolSize: 1 }).initialize();
  await admin.query(`create database ${name}`);
  await admin.destroy();
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.href;
}
