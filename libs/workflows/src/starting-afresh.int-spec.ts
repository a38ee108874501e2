import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { signal, type Bell } from '@threadline/contracts/workflows';
import { answer, countOf, DriverRig, Gate, send, until, type FakeRun, type RunHandle } from './testing/index.js';

const dayMs = 24 * 60 * 60_000;
let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.realTime(process.env['TEMPORAL_ADDRESS']);
});
afterAll(() => rig.close(), 60_000);

/**
 * A history of 4 MB makes the server suggest a new one; three bells of this size are quicker than 4,096 events. Each is waited
 * for, since the server buffers at most 2 MB; the small one is there because the size is known only to the task after.
 */
async function growHistory(run: FakeRun, handle: RunHandle): Promise<void> {
  const about = 'x'.repeat(1_500_000);
  for (let rung = 0; rung < 3; rung += 1) {
    const before = run.advances.length;
    await handle.signal<[Bell]>(signal.eventArrived, { about });
    await until('the bell is answered', () => run.advances.length > before);
  }
  await rig.ring(handle, 'eventArrived');
}

/** Starts a run; `isAfresh` tells whether its first history has ended in favour of a new one. */
async function start(run: FakeRun): Promise<{ handle: RunHandle; isAfresh: () => Promise<boolean> }> {
  const handle = await rig.start(run);
  const { runId } = await handle.describe();
  const first = rig.environment.client.workflow.getHandle(handle.workflowId, runId);
  return { handle, isAfresh: async () => (await first.describe()).status.name === 'CONTINUED_AS_NEW' };
}

/** Whether the send under way would be let go if it were not under way. */
async function isLettingGo(handle: RunHandle): Promise<boolean> {
  const { pendingActivities } = (await handle.describe()).raw;
  return pendingActivities?.[0]?.state === cancelRequested;
}

const cancelRequested = 3; // temporal.api.enums.v1.PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED

describe('a run whose history grows long', () => {
  it('goes on in a new history as the same run, with the revision it has seen', async () => {
    const run = rig.orders.add(answer(30 * dayMs), send('thanks'));
    const { handle, isAfresh } = await start(run);
    await until('it waits', async () => (await countOf(handle, 'timerStarted')) === 1);
    await growHistory(run, handle);
    await until('it has started afresh', isAfresh);
    await until('it waits again', async () => (await countOf(handle, 'timerStarted')) === 1);
    run.reply();
    await rig.ring(handle, 'customerReplied');
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.advances.every((asked) => asked.runId === run.id && asked.epoch === 1)).toBe(true);
    expect(run.advances.slice(1).every((asked) => asked.seenRevision >= 2)).toBe(true);
    expect(run.attempts).toEqual(['thanks']);
  });

  it('first waits for a send that is under way', async () => {
    const run = rig.orders.add(send('remind'));
    const gate = new Gate();
    run.beforeSend = () => gate.opened;
    const { handle, isAfresh } = await start(run);
    await until('the send is under way', () => run.attempts.length === 1);
    await growHistory(run, handle);
    await until('it prepares', () => isLettingGo(handle));
    expect(await isAfresh()).toBe(false);
    gate.open();
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(await isAfresh()).toBe(true);
    expect(run.attempts).toEqual(['remind']);
  });

  it('lets go a send that waits for its next attempt, and launches it in the new history', async () => {
    const run = rig.orders.add(send('remind'));
    run.beforeSend = (count) => {
      if (count === 1) throw ApplicationFailure.create({ message: 'busy', nextRetryDelay: 30 * dayMs });
    };
    const { handle, isAfresh } = await start(run);
    await until('the send has failed once', () => run.attempts.length === 1);
    await growHistory(run, handle);
    await until('it has started afresh', isAfresh);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toEqual(['remind', 'remind']);
  });

  it('remembers that it was cancelled while it prepared for that', async () => {
    const run = rig.orders.add(send('remind'), answer(30 * dayMs));
    const gate = new Gate();
    run.beforeSend = () => gate.opened;
    const { handle, isAfresh } = await start(run);
    await until('the send is under way', () => run.attempts.length === 1);
    await growHistory(run, handle);
    await until('it prepares', () => isLettingGo(handle));
    await handle.cancel();
    gate.open();
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'stopped_by_user' });
    expect(await isAfresh()).toBe(true);
  });
});
