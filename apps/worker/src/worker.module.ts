import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import {
  connectTemporal,
  createMetrics,
  HealthModule,
  pingTemporal,
  type HealthCheck,
  type Logger,
} from '@threadline/platform';
import { AdvanceRun, Housekeeping, OutgoingCalls, OutgoingMessages } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { versionIn } from './deployment/worker-versioning.js';
import { EntryWork } from './activities/entry.activities.js';
import { RunWork } from './activities/run.activities.js';
import { HousekeepingWork } from './activities/housekeeping.activities.js';
import { entryProviders } from './entry.providers.js';
import type { Env } from './env.schema.js';
import { housekeepingProviders } from './housekeeping.providers.js';
import { activitiesOf, schedulesOf } from './registrations.js';
import { runProviders } from './run.providers.js';
import { temporalLogger } from './temporal-logger.js';
import { TemporalWorker } from './temporal-worker.js';

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
    return {
      module: WorkerModule,
      global: true,
      imports: [
        HealthModule.register({
          registry,
          checks: { inject: [DataSource, Client, TemporalWorker], useFactory: checksOf },
        }),
      ],
      providers: [
        ...runProviders(env, { logger, registry }),
        ...entryProviders({ logger }),
        ...housekeepingProviders({ logger, registry }),
        {
          provide: Client,
          useFactory: () => connectTemporal({ address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE }),
        },
        {
          provide: RunWork,
          inject: [AdvanceRun, OutgoingMessages, OutgoingCalls],
          useFactory: (decisions: AdvanceRun, messages: OutgoingMessages, calls: OutgoingCalls) =>
            new RunWork({ decisions, messages, calls }, (err) =>
              logger.error({ err }, 'work for a run failed; Temporal repeats it'),
            ),
        },
        {
          provide: TemporalWorker,
          inject: [RunWork, EntryWork, HousekeepingWork, Housekeeping, Client],
          useFactory: (
            runs: RunWork,
            entries: EntryWork,
            chores: HousekeepingWork,
            { names }: Housekeeping,
            client: Client,
          ) =>
            new TemporalWorker(workerOptions(env, logger), {
              activities: activitiesOf({ runs, entries, chores }),
              schedules: schedulesOf(names),
              client,
            }),
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

const checksOf = (dataSource: DataSource, client: Client, worker: TemporalWorker): HealthCheck[] => [
  { name: 'postgres', check: () => dataSource.query('select 1') },
  { name: 'temporal', check: () => pingTemporal(client) },
  { name: 'worker', check: () => worker.check() },
];

/** Of the pool's connections some stay free for sends: decisions, which hold one each, take at most these. */
const shareOfDecisions = 0.6;

const workerOptions = (env: Env, logger: Logger) => ({
  address: env.TEMPORAL_ADDRESS,
  namespace: env.TEMPORAL_NAMESPACE,
  localActivitySlots: Math.floor(env.DATABASE_POOL_SIZE * shareOfDecisions),
  version: versionIn(env),
  onFatal: (err: unknown) => {
    logger.fatal({ err }, 'the Temporal worker failed');
    process.exit(1);
  },
});
