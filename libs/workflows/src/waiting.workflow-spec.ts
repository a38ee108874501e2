import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StandingOrders } from '@threadline/contracts/workflows';
import { answer, countOf, DriverRig, eventsOf, pause, send, until, type FakeRun } from './testing/index.js';

const dayMs = 24 * 60 * 60_000;
let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.timeSkipping(process.env['TEST_TIME_SKIPPING_SERVER']);
});
afterAll(() => rig.close(), 60_000);

/** Workflow time between the first and the last decision. */
const lastedMs = (run: FakeRun): number => (run.advances.at(-1)?.now ?? 0) - (run.advances[0]?.now ?? 0);

const orders = (wakeAt: number): StandingOrders => ({ revision: 1, effects: [], wakeAt, details: '' });

describe('a run that waits', () => {
  it('sleeps for 30 days and goes on when they have passed', async () => {
    const run = rig.orders.add(pause(30 * dayMs), send('remind'));
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(lastedMs(run)).toBeGreaterThanOrEqual(30 * dayMs);
    expect(lastedMs(run)).toBeLessThan(30 * dayMs + 60_000);
    expect(run.attempts).toEqual(['remind']);
    expect(await countOf(handle, 'timerStarted')).toBe(1);
  });

  it('ends a wait of 30 days at once when the contact opts out', async () => {
    const run = rig.orders.add(pause(30 * dayMs), send('remind'));
    const handle = await rig.start(run);
    await until('the timer runs', async () => (await countOf(handle, 'timerStarted')) === 1);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(lastedMs(run)).toBeLessThan(60_000);
    expect(run.attempts).toEqual([]);
    expect(await countOf(handle, 'timerCanceled')).toBe(1);
  });

  it('goes on at once when a reply comes before the deadline', async () => {
    const run = rig.orders.add(answer(30 * dayMs), send('thanks'));
    const handle = await rig.start(run);
    await until('the timer runs', async () => (await countOf(handle, 'timerStarted')) === 1);
    run.reply();
    await rig.ring(handle, 'customerReplied');
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(lastedMs(run)).toBeLessThan(60_000);
    expect(run.attempts).toEqual(['thanks']);
  });

  it.each([1, 0])(
    'asks again at once, without a timer or a patch, when its moment is %i ms ago',
    async (agoMs) => {
      const run = rig.orders.add();
      run.beforeAdvance = (count, { now }) => (count === 1 ? orders(now - agoMs) : undefined);
      const handle = await rig.start(run);
      expect(await handle.result()).toEqual({ state: 'completed' });
      const events = await eventsOf(handle);
      const markers = events.map((event) => event.markerRecordedEventAttributes?.markerName).filter(Boolean);
      expect(markers).toEqual(['core_local_activity', 'core_local_activity']);
      expect(await countOf(handle, 'timerStarted')).toBe(0);
    },
    30_000,
  );

  it('takes another decision when it is rung during one', async () => {
    const run = rig.orders.add(answer(30 * dayMs));
    const handlePromise = rig.start(run);
    run.beforeAdvance = async (count, { now }) => {
      if (count > 1) return undefined;
      run.reply(); // after this decision has read its inbox
      await rig.ring(await handlePromise, 'customerReplied');
      return orders(now + 30 * dayMs);
    };
    const handle = await handlePromise;
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.advances).toHaveLength(2);
    expect(lastedMs(run)).toBeLessThan(60_000);
  });

  it('does not lose a bell that comes with its start', async () => {
    const run = rig.orders.add(answer(30 * dayMs));
    run.reply();
    const handle = await rig.start(run, { bell: 'customerReplied' });
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(lastedMs(run)).toBeLessThan(60_000);
  });

  it('does not lose a bell that comes between its start and its first task', async () => {
    await rig.stopWorker();
    const run = rig.orders.add(answer(30 * dayMs));
    const handle = await rig.start(run);
    run.reply();
    await rig.ring(handle, 'customerReplied');
    await rig.startWorker();
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(lastedMs(run)).toBeLessThan(60_000);
  });
});
