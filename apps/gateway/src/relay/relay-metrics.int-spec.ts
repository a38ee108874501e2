import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '@threadline/persistence/testing';
import { Registry } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { RelayMetrics } from './relay-metrics.js';

const registry = new Registry();
let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 2 });
  new RelayMetrics(registry, dataSource);
});
afterAll(async () => {
  if (dataSource.isInitialized) await dataSource.destroy();
});

const values = async (metric: string) => {
  const told = await registry.getSingleMetric(metric)?.get();
  return Object.fromEntries((told?.values ?? []).map(({ labels, value }) => [labels['queue'], Math.floor(value)]));
};

it('tells how many events and calls wait, and for how long the oldest has', async () => {
  expect(await values('threadline_relay_backlog')).toEqual({ outbox: 0, dispatch: 0 });
  expect(await values('threadline_relay_oldest_seconds')).toEqual({ outbox: 0, dispatch: 0 });
  for (const age of ['1 day', '1 hour'])
    await dataSource.query(
      `insert into outbox (shard, topic, key, event, created_at) values (1, 'topic', 'key', '{}', now() - $1::interval)`,
      [age],
    );
  await dataSource.query(
    `insert into dispatch (run_id, kind, payload, created_at) values (gen_random_uuid(), 'ring', '{}', now() - interval '1 hour')`,
  );
  expect(await values('threadline_relay_backlog')).toEqual({ outbox: 2, dispatch: 1 });
  const oldest = await values('threadline_relay_oldest_seconds');
  expect(oldest['outbox']).toBeGreaterThanOrEqual(24 * 3_600);
  expect(oldest['dispatch']).toBeGreaterThanOrEqual(3_600);
  expect(oldest['dispatch']).toBeLessThan(24 * 3_600);
});

it('says nothing of them while the database is away', async () => {
  await dataSource.destroy();
  expect(await values('threadline_relay_backlog')).toEqual({});
});
