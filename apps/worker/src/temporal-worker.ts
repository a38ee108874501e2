import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import { signsOfLife, taskQueue } from '@threadline/contracts';
import { putSchedule, type WorkflowSchedule } from '@threadline/platform';
import { fileURLToPath } from 'node:url';
import { versioningOf, type WorkerVersion } from './deployment/worker-versioning.js';
import type { Activities } from './registrations.js';

export interface TemporalWorkerOptions {
  address: string;
  namespace: string;
  /** Local activities hold a database connection each: no more of them than the pool has. */
  localActivitySlots: number;
  /** Switches Worker Versioning on. */
  version?: WorkerVersion | undefined;
  onFatal: (error: unknown) => void;
}

/**
 * Each asks for a decision of some milliseconds. Few at once: what comes first by its priority would otherwise share the processor with
 * everything that was taken before it.
 */
const workflowTasksAtOnce = 6;

/** A Temporal that has lost its database has lost the schedules too; one that is away gets them the next time. */
const schedulesKeptEveryMs = 60_000;

/** Polls Temporal for as long as the app runs. Nest owns the shutdown: polling stops and attempts under way end first. */
@Injectable()
export class TemporalWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: Worker | undefined;
  private connection: NativeConnection | undefined;
  private running: Promise<void> = Promise.resolve();
  private keeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: TemporalWorkerOptions,
    private readonly work: { activities: Activities; schedules: readonly WorkflowSchedule[]; client: Client },
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.connection = await NativeConnection.connect({ address: this.options.address });
    this.worker = await Worker.create({
      connection: this.connection,
      namespace: this.options.namespace,
      taskQueue: taskQueue.runs,
      workflowsPath: fileURLToPath(import.meta.resolve('@threadline/workflows')),
      activities: { ...this.work.activities },
      maxConcurrentLocalActivityExecutions: this.options.localActivitySlots,
      maxConcurrentWorkflowTaskExecutions: workflowTasksAtOnce,
      maxConcurrentActivityTaskExecutions: 100,
      shutdownGraceTime: '30s',
      maxHeartbeatThrottleInterval: signsOfLife.everyMs,
      ...(this.options.version && { workerDeploymentOptions: versioningOf(this.options.version) }),
    });
    this.running = this.worker.run();
    this.running.catch(this.options.onFatal);
    await this.putSchedules();
    this.keeping = setInterval(() => void this.putSchedules().catch(() => undefined), schedulesKeptEveryMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.keeping);
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.running.catch(() => undefined);
    await this.connection?.close();
  }

  /** For health checks. */
  async check(): Promise<void> {
    const state = this.worker?.getState() ?? 'not started';
    if (state !== 'RUNNING') throw new Error(`the Temporal worker is ${state}`);
  }

  private async putSchedules(): Promise<void> {
    for (const schedule of this.work.schedules) await putSchedule(this.work.client, schedule);
  }
}
