import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Chore, HousekeepingReport } from '@threadline/contracts';
import { connectTemporal, createLogger, putSchedule, Registry, type WorkflowSchedule } from '@threadline/platform';
import { Housekeeping } from '@threadline/runs';
import { bundleDriver } from '@threadline/workflows/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { HousekeepingWork } from './activities/housekeeping.activities.js';
import { schedulesOf } from './registrations.js';

const taskQueue = `housekeeping-spec-${randomUUID()}`;
const id = `housekeeping-spec-${randomUUID()}`;
const registry = new Registry();
const places: (string | undefined)[] = [];
let client: Client;
let connection: NativeConnection;
let worker: Worker;
let working: Promise<void>;

const pages: Chore = {
  name: 'pages',
  turn({ after }) {
    places.push(after);
    return Promise.resolve(after === 'b' ? { done: 1 } : { done: 10, next: after === undefined ? 'a' : 'b' });
  },
};
const broken: Chore = { name: 'broken', turn: () => Promise.reject(new Error('a defect')) };
const quick: Chore = { name: 'quick', turn: () => Promise.resolve({ done: 0 }) };

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') }); // attempts that fail on purpose are no news
  const address = process.env['TEMPORAL_ADDRESS'] ?? '';
  client = connectTemporal({ address, namespace: 'default' });
  connection = await NativeConnection.connect({ address });
  const work = new HousekeepingWork(new Housekeeping([pages, broken, quick]), {
    logger: createLogger({ name: 'spec', level: 'silent' }),
    registry,
  });
  worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: await bundleDriver(),
    activities: { doChore: work.doChore },
  });
  working = worker.run();
});

afterAll(async () => {
  await client.schedule.getHandle(id).delete();
  worker.shutdown();
  await working;
  await connection.close();
  await client.connection.close();
});

async function reportOfNextRound(): Promise<HousekeepingReport> {
  const schedule = client.schedule.getHandle(id);
  await schedule.trigger();
  for (;;) {
    const [round] = (await schedule.describe()).info.recentActions;
    if (round) return client.workflow.getHandle(round.action.workflow.workflowId).result();
    await pause(20);
  }
}

it('is started by a schedule that workers may tell of anew, takes every chore to its end, and lets none hold up another', async () => {
  const schedule = (chores: string[]): WorkflowSchedule => {
    const [house] = schedulesOf(chores);
    if (!house) throw new Error('there is no schedule of housekeeping');
    return { ...house, scheduleId: id, spec: {}, action: { ...house.action, workflowId: id, taskQueue } };
  };
  await putSchedule(client, schedule(['pages']));
  await putSchedule(client, schedule(['pages', 'broken', 'unheard of', 'quick']));
  expect(await reportOfNextRound()).toEqual({
    pages: { done: 21 },
    broken: { done: 0, hasFailed: true },
    'unheard of': { done: 0, hasFailed: true },
    quick: { done: 0 },
  });
  expect(places).toEqual([undefined, 'a', 'b']);
  const metrics = await registry.metrics();
  expect(metrics).toContain('threadline_housekeeping_done_total{chore="pages"} 21');
  expect(metrics).toContain('threadline_housekeeping_failed_total{chore="broken"} 3');
});
