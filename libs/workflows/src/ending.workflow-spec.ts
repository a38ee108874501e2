import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { StandingOrders } from '@threadline/contracts/workflows';
import { answer, countOf, DriverRig, Gate, kindsOf, pause, send, until } from './testing/index.js';

const dayMs = 24 * 60 * 60_000;
let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.timeSkipping(process.env['TEST_TIME_SKIPPING_SERVER']);
});
afterAll(() => rig.close(), 60_000);

const laterOnce = (count: number): void => {
  if (count === 1) throw ApplicationFailure.create({ message: 'WhatsApp cannot be reached', nextRetryDelay: 60_000 });
};

describe('a run that exits', () => {
  it('waits for a send that is under way', async () => {
    const run = rig.orders.add(send('remind'));
    const gate = new Gate();
    run.beforeSend = () => gate.opened;
    const handle = await rig.start(run);
    await until('the send is under way', () => run.attempts.length === 1);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    await until('the exit is known', async () => (await countOf(handle, 'activityTaskCancelRequested')) === 1);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    gate.open();
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(await countOf(handle, 'activityTaskCompleted')).toBe(1);
  });

  it('lets go a send that waits for its next attempt', async () => {
    const run = rig.orders.add(send('remind'));
    run.beforeSend = laterOnce;
    const handle = await rig.start(run);
    await until('the send has failed once', () => run.attempts.length === 1);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(run.attempts).toHaveLength(1);
  });

  it('keeps its outcome when a bell comes at its last decision', async () => {
    const run = rig.orders.add(pause(1_000));
    const started = rig.start(run);
    run.beforeAdvance = async (count) => {
      if (count === 2) await rig.ring(await started, 'customerReplied');
    };
    const handle = await started;
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect((await kindsOf(handle)).at(-1)).toBe('workflowExecutionCompleted');
  });

  it('tells its outcome in the search attribute, once', async () => {
    const handle = await rig.start(rig.orders.add());
    await handle.result();
    expect(await countOf(handle, 'upsertWorkflowSearchAttributes')).toBe(1);
  });
});

describe('a run that is cancelled in Temporal', () => {
  it('asks for the exit and ends with its outcome', async () => {
    const run = rig.orders.add(answer(30 * dayMs));
    const handle = await rig.start(run);
    await until('it waits', async () => (await countOf(handle, 'timerStarted')) === 1);
    await handle.cancel();
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'stopped_by_user' });
    expect(run.advances.map((asked) => asked.stopRequested)).toEqual([undefined, true]);
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });

  it('ends with its outcome although it had not begun', async () => {
    await rig.stopWorker();
    const run = rig.orders.add(answer(30 * dayMs));
    const handle = await rig.start(run);
    await handle.cancel();
    await rig.startWorker();
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'stopped_by_user' });
  });

  it('goes on sending as long as the decision does not end it', async () => {
    const run = rig.orders.add(send('remind'), answer(30 * dayMs));
    run.beforeSend = laterOnce;
    const stalled = (now: number): StandingOrders => ({ revision: 1, effects: [], wakeAt: now + 120_000, details: '' });
    run.beforeAdvance = (count, { now }) => (count === 2 ? stalled(now) : undefined);
    const handle = await rig.start(run);
    await until('the send has failed once', () => run.attempts.length === 1);
    await handle.cancel();
    await until('the cancellation is known', () => run.advances.length === 2);
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'stopped_by_user' });
    expect(run.attempts).toHaveLength(2);
    expect(await countOf(handle, 'activityTaskCompleted')).toBe(1);
  });
});

describe('a run that another execution has taken over', () => {
  it('ends at its next decision and launches nothing', async () => {
    const run = rig.orders.add(answer(30 * dayMs), send('thanks'));
    const handle = await rig.start(run);
    await until('it waits', async () => (await countOf(handle, 'timerStarted')) === 1);
    run.epoch = 2;
    run.reply();
    await rig.ring(handle, 'customerReplied');
    expect(await handle.result()).toEqual({ state: 'replaced' });
    expect(run.attempts).toEqual([]);
  });
});
