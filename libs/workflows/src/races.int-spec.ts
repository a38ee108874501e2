import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Context, heartbeat } from '@temporalio/activity';
import { countOf, DriverRig, Gate, kindsOf, pause, send, until } from './testing/index.js';

let rig: DriverRig;

// The time-skipping server has neither buffered events for finished activities nor queues that leave a stopped worker.
beforeAll(async () => {
  rig = await DriverRig.realTime(process.env['TEMPORAL_ADDRESS']);
});
afterAll(() => rig.close(), 60_000);

describe('a run whose send ends while its exit is decided', () => {
  it('ends with its outcome', async () => {
    const run = rig.orders.add(send('remind'));
    const gate = new Gate();
    run.beforeSend = () => gate.opened;
    const handle = await rig.start(run);
    const isSending = async (): Promise<boolean> => (await handle.describe()).raw.pendingActivities?.length === 1;
    await until('the send is under way', () => run.attempts.length === 1);
    run.beforeAdvance = async () => {
      gate.open();
      await until('the server knows that it has ended', async () => !(await isSending()));
    };
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'opted_out' });
    const kinds = await kindsOf(handle);
    expect(kinds.filter((kind) => kind === 'activityTaskCompleted')).toHaveLength(1);
    expect(kinds).not.toContain('workflowTaskFailed');
  });
});

describe('a run that exits while a send is under way that beats', () => {
  it('lets the send end, although it hears that it is not wanted any more', async () => {
    const run = rig.orders.add(send('remind'));
    const unwanted = new Gate();
    run.beforeSend = async () => {
      await unwanted.opened;
      heartbeat(); // the first beat goes out at once, later ones are thinned out
      await until('the send hears of it', () => Context.current().cancellationSignal.aborted);
    };
    const handle = await rig.start(run);
    await until('the send is under way', () => run.attempts.length === 1);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    await until('the exit is known', async () => (await countOf(handle, 'activityTaskCancelRequested')) === 1);
    unwanted.open();
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(await kindsOf(handle)).toContain('activityTaskCompleted');
  });
});

describe('a run whose worker stops during a decision', () => {
  it('goes on with the next worker, and the decision is not asked for again', async () => {
    const run = rig.orders.add(pause(1_000), send('remind'));
    const gate = new Gate();
    run.beforeAdvance = () => gate.opened;
    const handle = await rig.start(run);
    await until('it decides', () => run.advances.length === 1);
    const stopped = rig.stopWorker();
    gate.open();
    await stopped;
    await rig.startWorker();
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toEqual(['remind']);
    expect(run.advances).toHaveLength(3);
  });
});
