import { numberFrom } from '../system/database.js';
import type { System } from '../system/system.js';
import { metricIn, type AppSample, type Sample } from './sample.js';

const bytesOfMb = 2 ** 20;

/** Looks at a system from outside: at its apps' metrics and its database. `begin` is when the load began, by `performance.now()`. */
export async function takeSample(system: System, begin: number): Promise<Sample> {
  const { gateway, workers, database } = system;
  const { pool } = database;
  const texts = await Promise.all(
    [gateway, ...workers].map(async (app) => [app.part, await metricsOf(app.url)] as const),
  );
  const lag = metricIn(Object.fromEntries(texts)[gateway.part] ?? '', 'threadline_dispatch_lag');
  return {
    second: Math.round((performance.now() - begin) / 1000),
    apps: Object.fromEntries(texts.map(([part, text]) => [part, appSampleOf(text)])),
    databaseMb: (await numberFrom(pool, 'select pg_database_size(current_database())')) / bytesOfMb,
    lag,
    owed: await numberFrom(pool, 'select (select count(*) from outbox) + (select count(*) from dispatch)'),
    live: await numberFrom(pool, `select count(*) from run where state in ('armed', 'active')`),
  };
}

async function metricsOf(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) });
  return response.text();
}

const appSampleOf = (text: string): AppSample => ({
  residentMb: metricIn(text, 'process_resident_memory_bytes') / bytesOfMb,
  heapMb: metricIn(text, 'nodejs_heap_size_used_bytes') / bytesOfMb,
  loopDelayMs: metricIn(text, 'nodejs_eventloop_lag_p99_seconds') * 1000,
});
