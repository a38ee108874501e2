import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { createDataSource } from '@threadline/persistence';
import {
  connectTemporal,
  createMetrics,
  Counter,
  HealthModule,
  pingTemporal,
  SystemClock,
  type Logger,
} from '@threadline/platform';
import { AdvanceRun, OutgoingMessages, runServices } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { RunWork } from './activities/run.activities.js';
import type { Env } from './env.schema.js';
import { TemporalWorker } from './temporal-worker.js';

/** Ten seconds for an answer of WhatsApp: well below the attempt's own bound. */
const sendTimeoutMs = 10_000;

/** Wires the worker: the database, Temporal, WhatsApp, and what runs ask for. */
@Module({})
export class WorkerModule implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: Client,
  ) {}

  static register(env: Env, logger: Logger): DynamicModule {
    Runtime.install({ shutdownSignals: [], logger: temporalLogger(logger) });
    const registry = createMetrics('worker');
    const stalled = new Counter({
      name: 'threadline_runs_stalled_total',
      help: 'Decisions that failed by our own defect',
      registers: [registry],
    });
    const onFatal = (error: unknown) => {
      logger.fatal({ err: error }, 'the Temporal worker failed');
      process.exit(1);
    };
    return {
      module: WorkerModule,
      imports: [
        HealthModule.register({
          registry,
          imports: [],
          checks: {
            inject: [DataSource, Client, TemporalWorker],
            useFactory: (dataSource: DataSource, client: Client, worker: TemporalWorker) => [
              { name: 'postgres', check: () => dataSource.query('select 1') },
              { name: 'temporal', check: () => pingTemporal(client) },
              { name: 'worker', check: () => worker.check() },
            ],
          },
        }),
      ],
      providers: [
        {
          provide: DataSource,
          useFactory: () =>
            createDataSource({
              url: env.DATABASE_URL,
              poolSize: env.DATABASE_POOL_SIZE,
              applicationName: 'worker',
            }).initialize(),
        },
        {
          provide: Client,
          useFactory: () => connectTemporal({ address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE }),
        },
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
          useFactory: (dataSource: DataSource, client: Client) =>
            runServices({
              dataSource,
              client,
              onCallFailure: (err) => logger.warn({ err }, 'Temporal did not take a call; the relay repeats it'),
            }).advanceRun((runId, error) => {
              stalled.inc();
              logger.error({ runId, err: error }, 'run stalled');
            }),
        },
        {
          provide: OutgoingMessages,
          inject: [DataSource, WhatsAppClient],
          useFactory: (dataSource: DataSource, whatsapp: WhatsAppClient) =>
            OutgoingMessages.create({ dataSource, whatsapp, clock: new SystemClock() }),
        },
        RunWork,
        {
          provide: TemporalWorker,
          inject: [RunWork],
          useFactory: (work: RunWork) =>
            new TemporalWorker(
              {
                address: env.TEMPORAL_ADDRESS,
                namespace: env.TEMPORAL_NAMESPACE,
                localActivitySlots: Math.ceil(env.DATABASE_POOL_SIZE * 0.6),
                onFatal,
              },
              work,
            ),
        },
      ],
      exports: [DataSource, Client, TemporalWorker],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.connection.close();
    await this.dataSource.destroy();
  }
}

function temporalLogger(logger: Logger) {
  const log = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) =>
    logger[level](meta ?? {}, message);
  return {
    log: (level: string, message: string, meta?: object) => log(levelOf(level))(message, meta),
    trace: log('trace'),
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
}

const levelOf = (level: string) => {
  const known = (['trace', 'debug', 'info', 'warn', 'error'] as const).find((name) => name === level.toLowerCase());
  return known ?? 'info';
};
