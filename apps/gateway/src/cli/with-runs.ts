import { connectTemporal, loadEnv } from '@threadline/platform';
import { runServices, type RunServices } from '@threadline/runs';
import { Env } from '../env.schema.js';
import { withDatabase } from './with-database.js';

/** Works on the runs of DATABASE_URL and the workflows of TEMPORAL_ADDRESS. */
export function withRuns<T>(work: (services: RunServices) => Promise<T>): Promise<T> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = loadEnv(
    Env.pick({ TEMPORAL_ADDRESS: true, TEMPORAL_NAMESPACE: true }),
  );
  return withDatabase(async (dataSource) => {
    const client = connectTemporal({ address, namespace });
    try {
      return await work(runServices({ dataSource, client }));
    } finally {
      await client.connection.close();
    }
  });
}
