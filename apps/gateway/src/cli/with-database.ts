import { createDataSource } from '@threadline/persistence';
import { loadEnv } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { Env } from '../env.schema.js';

/** Works on the database of DATABASE_URL. */
export async function withDatabase<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url } = loadEnv(Env.pick({ DATABASE_URL: true }));
  const dataSource = await createDataSource({ url, poolSize: 1, applicationName: 'threadline-cli' }).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
