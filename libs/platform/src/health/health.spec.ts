import 'reflect-metadata';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Counter } from 'prom-client';
import { createApp } from '../app/run-app.js';
import { AppEnv } from '../config/app-env.js';
import { createLogger } from '../logging/create-logger.js';
import type { HealthCheck } from './health-check.js';
import { HealthModule, type HealthOptions } from './health.module.js';
import { createMetrics } from './metrics.js';

let app: NestFastifyApplication;
afterEach(() => app.close());

async function serve(checks: HealthOptions['checks'], imports: HealthOptions['imports'] = []) {
  const registry = createMetrics('test');
  app = await createApp(
    { name: 'test', env: AppEnv, module: () => HealthModule.register({ registry, imports, checks }) },
    { PORT: 0, LOG_LEVEL: 'silent' },
    createLogger({ name: 'test', level: 'silent' }),
  );
  await app.init();
  return { registry, get: (url: string) => app.inject({ method: 'GET', url }) };
}

const well: HealthCheck = { name: 'postgres', check: () => Promise.resolve() };
const ill: HealthCheck = { name: 'kafka', check: () => Promise.reject(new Error('no broker')) };
const stuck: HealthCheck = { name: 'temporal', check: () => new Promise(() => undefined), timeoutMs: 20 };

@Injectable()
class Database {
  readonly address = 'db:5432';
}

@Module({ providers: [Database], exports: [Database] })
class DatabaseModule {}

describe('the health routes', () => {
  it('are ready while every check is well', async () => {
    const { get } = await serve([well]);
    const reply = await get('/health/ready');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({ status: 'ok', checks: [{ name: 'postgres', ok: true }] });
  });

  it('answer 503 and name what is wrong, also with a check that never ends', async () => {
    const { get } = await serve([well, ill, stuck]);
    const reply = await get('/health/ready');
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toEqual({
      status: 'unavailable',
      checks: [
        { name: 'postgres', ok: true },
        { name: 'kafka', ok: false, error: 'no broker' },
        { name: 'temporal', ok: false, error: 'no answer within 20 ms' },
      ],
    });
  });

  it('say that the process lives although a check fails', async () => {
    const { get } = await serve([ill]);
    expect((await get('/health/live')).statusCode).toBe(200);
  });

  it('take checks made from injected parts', async () => {
    const { get } = await serve(
      {
        inject: [Database],
        useFactory: ({ address }: Database) => [{ name: address, check: () => Promise.resolve() }],
      },
      [DatabaseModule],
    );
    expect((await get('/health/ready')).json()).toMatchObject({ checks: [{ name: 'db:5432', ok: true }] });
  });

  it("show the event loop's delay and own counters as metrics", async () => {
    const { get, registry } = await serve([]);
    new Counter({ name: 'things_total', help: 'things', registers: [registry] }).inc();
    const reply = await get('/metrics');
    expect(reply.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(reply.body).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(reply.body).toContain('things_total{app="test"} 1');
  });
});
