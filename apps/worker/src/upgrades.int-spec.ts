import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Step } from '@threadline/automation';
import { behaviourOf } from '@threadline/automation/testing';
import { runWorkflowId } from '@threadline/contracts';
import { connectTemporal } from '@threadline/platform';
import { aDefinition, Stage } from '@threadline/runs/testing';
import { bundleDriver } from '@threadline/workflows/testing';
import { randomUUID } from 'node:crypto';
import { RunWork } from './activities/run.activities.js';
import { setCurrentVersion } from './deployment/set-current-version.js';
import { versioningOf, type WorkerVersion } from './deployment/worker-versioning.js';
import { aPhone, eventually } from './testing/working-stage.js';

const woken: Step = { type: 'add_tag', tag: 'woken', next: null };
/** Sleeps until the contact orders. */
const sleeper = aDefinition({
  start: 'first',
  steps: {
    first: { type: 'add_tag', tag: 'begun', next: 'sleep' },
    sleep: { type: 'wait_for', event: 'shop.order.placed', deadline: 'P1D', next: 'second', timeout: null },
    second: woken,
  },
});
let phone = '';
const wake = () => stage.order(phone, 'order-1');

let client: Client;
let connection: NativeConnection;
let workflowBundle: WorkflowBundle;
let stage: Stage;
let taskQueue = '';
let stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const address = process.env['TEMPORAL_ADDRESS'] ?? '';
  client = connectTemporal({ address, namespace: 'default' });
  connection = await NativeConnection.connect({ address });
  workflowBundle = await bundleDriver();
});
afterAll(async () => {
  await connection.close();
  await client.connection.close();
});

beforeEach(async () => {
  taskQueue = `upgrades-${randomUUID()}`;
  stage = await Stage.onTemporal(process.env['DATABASE_URL'], { client, taskQueue });
  await stage.publish(sleeper);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
  await stage.close();
});

/** Starts a worker. Gives what stops it. */
async function aWorker(version?: WorkerVersion): Promise<() => Promise<void>> {
  const { decisions, outgoing: messages, calls } = stage;
  const { advanceRun } = new RunWork({ decisions, messages, calls });
  const activities = { advanceRun };
  const versioning = version && { workerDeploymentOptions: versioningOf(version) };
  const worker = await Worker.create({ connection, taskQueue, workflowBundle, activities, ...versioning });
  const working = worker.run();
  const stop = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await working;
  };
  stops.push(stop);
  return stop;
}

async function aSleepingRun(): Promise<WorkflowHandle> {
  phone = aPhone();
  await stage.cart(phone, 'cart-1');
  const { id } = await stage.onlyRun();
  await eventually('the first step', async () => (await stage.trail(id)).includes('tag_added'));
  const [{ slug }] = await stage.dataSource.query(`select slug from automation where workspace_id = $1`, [
    stage.workspace.id,
  ]);
  return client.workflow.getHandle(runWorkflowId(slug, id));
}

const tagsOf = async (): Promise<string[]> => {
  const rows: { tag: string }[] = await stage.dataSource.query(
    `select t.tag from contact_tag t join contact c on c.id = t.contact_id where c.workspace_id = $1`,
    [stage.workspace.id],
  );
  return rows.map(({ tag }) => tag).toSorted();
};

it('a sleeping run goes on as the steps of the new release behave', async () => {
  const stopOld = await aWorker();
  const run = await aSleepingRun();
  await stopOld();
  const behaviour = behaviourOf(woken);
  const before = behaviour.begin.bind(behaviour);
  jest
    .spyOn(behaviour, 'begin')
    .mockImplementation((step, view) => before({ ...(step as typeof woken), tag: 'woken by the new release' }, view));

  await aWorker();
  await wake();
  expect(await run.result()).toEqual({ state: 'completed', reason: 'last_step' });
  expect(await tagsOf()).toEqual(['begun', 'woken by the new release']);
  const { events } = await run.fetchHistory();
  expect(events?.filter(({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes)).toEqual([]);
});

it('with Worker Versioning a sleeping run moves to the version that is made current', async () => {
  const deploymentName = `spec-${randomUUID()}`;
  const [old, current] = ['one', 'two'].map((buildId) => ({ deploymentName, buildId })) as [
    WorkerVersion,
    WorkerVersion,
  ];
  const stopOld = await aWorker(old);
  await setCurrentVersion(client, old);
  const run = await aSleepingRun();
  await aWorker(current);
  await setCurrentVersion(client, current);
  await stopOld();
  await wake();
  expect(await run.result()).toEqual({ state: 'completed', reason: 'last_step' });
  const { versioningInfo } = (await run.describe()).raw.workflowExecutionInfo ?? {};
  expect(versioningInfo?.deploymentVersion?.buildId).toBe('two');
});

it('a version that no worker polls for is not made current', async () => {
  const nobody = { deploymentName: `spec-${randomUUID()}`, buildId: 'nobody' };
  await expect(setCurrentVersion(client, nobody, 300)).rejects.toThrow(
    `no worker of ${nobody.deploymentName} nobody polls`,
  );
});
