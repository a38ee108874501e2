import type { Provider } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { createDataSource } from '@threadline/persistence';
import { Counter, SecretBox, SystemClock, type Logger, type Registry } from '@threadline/platform';
import { AdvanceRun, OutgoingMessages, runServices } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import type { Env } from './env.schema.js';

/** For an answer of WhatsApp: well below the attempt's own bound, so that the attempt records what it knows. */
const sendTimeoutMs = 10_000;

interface Watching {
  logger: Logger;
  registry: Registry;
}

/** What runs ask for, over the database and WhatsApp. */
export const runProviders = (env: Env, watching: Watching): Provider[] => [
  {
    provide: DataSource,
    useFactory: () =>
      createDataSource({
        url: env.DATABASE_URL,
        poolSize: env.DATABASE_POOL_SIZE,
        applicationName: 'worker',
      }).initialize(),
  },
  { provide: SecretBox, useFactory: () => new SecretBox(env.SECRETS_KEYS) },
  {
    provide: WhatsAppClient,
    useFactory: () =>
      new WhatsAppClient({
        baseUrl: env.WHATSAPP_API_URL,
        version: env.WHATSAPP_API_VERSION,
        accessToken: env.WHATSAPP_ACCESS_TOKEN,
        timeoutMs: sendTimeoutMs,
      }),
  },
  {
    provide: AdvanceRun,
    inject: [DataSource, Client],
    useFactory: (dataSource: DataSource, client: Client) => advanceRun({ dataSource, client }, watching),
  },
  {
    provide: OutgoingMessages,
    inject: [DataSource, WhatsAppClient],
    useFactory: (dataSource: DataSource, whatsapp: WhatsAppClient) =>
      OutgoingMessages.create({ dataSource, whatsapp, clock: new SystemClock() }),
  },
];

function advanceRun(over: { dataSource: DataSource; client: Client }, { logger, registry }: Watching): AdvanceRun {
  const stalled = new Counter({
    name: 'threadline_runs_stalled_total',
    help: 'Decisions that failed by our own defect',
    registers: [registry],
  });
  const onCallFailure = (err: unknown) => logger.warn({ err }, 'Temporal did not take a call; the relay repeats it');
  return runServices({ ...over, onCallFailure }).advanceRun((runId, err) => {
    stalled.inc();
    logger.error({ runId, err }, 'run stalled');
  });
}
