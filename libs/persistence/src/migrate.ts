import { createDataSource } from './data-source.js';

/** Brings a database to the newest schema; several callers at once wait for each other. Returns the names of what ran. */
export async function migrate(url: string): Promise<string[]> {
  const dataSource = await createDataSource({ url, poolSize: 2, applicationName: 'threadline-migrate' }).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('set lock_timeout = 0');
    await runner.query('set statement_timeout = 0');
    await runner.query(`select pg_advisory_lock(hashtext('threadline migrations'))`);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}
