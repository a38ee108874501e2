import type { WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import {
  automationRunType,
  type dateEntryType,
  runWorkflowId,
  type scheduledEntryType,
  searchAttribute,
  signal,
  type Bell,
  type RunInput,
  type ScheduledEntryInput,
  type SignalName,
} from '@threadline/contracts/workflows';
import { randomUUID } from 'node:crypto';
import type { automationRun } from '../automation-run.js';
import type { dateEntry } from '../date-entry.js';
import type { scheduledEntry } from '../scheduled-entry.js';
import { bundleDriver } from './bundle-driver.js';
import { FakeOrders } from './fake-orders.js';
import { FakePages } from './fake-pages.js';
import type { FakeRun } from './fake-run.js';

const namespace = 'default';
const keyword = 2; // temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD

export type RunHandle = WorkflowHandle<typeof automationRun>;

/** A Temporal server with a worker of the driver over fake orders: one for a spec file. */
export class DriverRig {
  readonly orders = new FakeOrders();
  readonly pages = new FakePages();
  /** A queue of its own, so that no other worker on a shared server takes its tasks. */
  private readonly taskQueue = `driver-${randomUUID()}`;
  private worker: Worker | undefined;
  private working: Promise<void> = Promise.resolve();

  private constructor(
    readonly environment: TestWorkflowEnvironment,
    private readonly workflowBundle: WorkflowBundle,
  ) {}

  /** On a time-skipping server of its own, from the `executable` that the test runner names. */
  static async timeSkipping(executable: string | undefined): Promise<DriverRig> {
    if (!executable) throw new Error('TEST_TIME_SKIPPING_SERVER is not set: run the specs through `npm test`');
    quiet();
    const server = { executable: { type: 'existing-path', path: executable } } as const;
    const environment = await TestWorkflowEnvironment.createTimeSkipping({ server });
    const searchAttributes = Object.fromEntries(Object.values(searchAttribute).map((name) => [name, keyword]));
    await environment.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return DriverRig.working(environment);
  }

  /** On the server at the address that the test runner names, where time passes as it does. */
  static async realTime(address: string | undefined): Promise<DriverRig> {
    if (!address) throw new Error('TEMPORAL_ADDRESS is not set: run the specs through `npm test`');
    quiet();
    return DriverRig.working(await TestWorkflowEnvironment.createFromExistingServer({ address, namespace }));
  }

  private static async working(environment: TestWorkflowEnvironment): Promise<DriverRig> {
    const rig = new DriverRig(environment, await bundleDriver());
    await rig.startWorker();
    return rig;
  }

  async startWorker(): Promise<void> {
    this.worker = await Worker.create({
      connection: this.environment.nativeConnection,
      namespace,
      taskQueue: this.taskQueue,
      workflowBundle: this.workflowBundle,
      activities: {
        advanceRun: this.orders.advanceRun,
        sendMessage: this.orders.sendMessage,
        performCall: this.orders.performCall,
        enterScheduled: this.pages.enterScheduled,
        enterDates: this.pages.enterDates,
      },
      identity: 'driver-rig', // part of the names in histories, which are stored: no host, no process
      shutdownForceTime: '10s', // a spec that failed may hold an attempt for ever
    });
    this.working = this.worker.run();
  }

  /** Lets the worker end what it is at, as a deployment does. */
  async stopWorker(): Promise<void> {
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.working;
  }

  /** Starts a run as the dispatcher does; with `bell`, rung before its first workflow task. */
  start(run: FakeRun, { bell }: { bell?: SignalName } = {}): Promise<RunHandle> {
    const { workflow } = this.environment.client;
    const options = this.startOptions(run);
    if (bell === undefined) return workflow.start<typeof automationRun>(automationRunType, options);
    return workflow.signalWithStart<typeof automationRun, [Bell]>(automationRunType, {
      ...options,
      signal: signal[bell],
      signalArgs: [{ about: randomUUID() }],
    });
  }

  /** Starts a walk through pages as a schedule does. */
  startEntry(entry: { type: typeof scheduledEntryType; input: ScheduledEntryInput } | { type: typeof dateEntryType }) {
    return this.environment.client.workflow.start<typeof scheduledEntry | typeof dateEntry>(entry.type, {
      workflowId: `${entry.type}-${randomUUID()}`,
      taskQueue: this.taskQueue,
      args: ['input' in entry ? entry.input : {}] as [ScheduledEntryInput],
      workflowExecutionTimeout: '3650 days',
    });
  }

  ring(handle: RunHandle, bell: SignalName): Promise<void> {
    return handle.signal<[Bell]>(signal[bell], { about: randomUUID() });
  }

  async close(): Promise<void> {
    try {
      await this.stopWorker();
    } finally {
      await this.environment.teardown();
    }
  }

  private startOptions(run: FakeRun): WorkflowStartOptions<typeof automationRun> & { args: [RunInput] } {
    return {
      workflowId: runWorkflowId('abandoned-cart', run.id),
      taskQueue: this.taskQueue,
      args: [{ runId: run.id, epoch: 1, seenRevision: 0 }],
      staticSummary: 'abandoned-cart v1, trigger cart',
      typedSearchAttributes,
      workflowExecutionTimeout: '3650 days', // the time-skipping server jumps ahead when nothing bounds a workflow
    };
  }
}

const attribute = (name: string, value: string) => ({
  key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
  value,
});
const typedSearchAttributes = new TypedSearchAttributes([
  attribute(searchAttribute.workspaceId, randomUUID()),
  attribute(searchAttribute.automationId, randomUUID()),
  attribute(searchAttribute.automationVersion, '1'),
  attribute(searchAttribute.contactId, randomUUID()),
]);

/** Attempts that fail on purpose are no news. */
const quiet = (): Runtime => Runtime.install({ logger: new DefaultLogger('ERROR') });
