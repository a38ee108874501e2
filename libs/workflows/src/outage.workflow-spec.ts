import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer, countOf, DriverRig, Gate, pause, send, until } from './testing/index.js';

const dayMs = 24 * 60 * 60_000;
let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.timeSkipping(process.env['TEST_TIME_SKIPPING_SERVER']);
});
afterAll(() => rig.close(), 60_000);

describe('a run whose decisions fail for a while', () => {
  it('waits for the database on durable timers and then goes on', async () => {
    const run = rig.orders.add(pause(1_000), send('remind'));
    run.beforeAdvance = (count) => {
      if (count <= 20) throw new Error('connection refused');
    };
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toEqual(['remind']);
    expect(await countOf(handle, 'timerFired')).toBeGreaterThan(10);
  });

  it('asks again when a decision does not answer', async () => {
    const run = rig.orders.add(send('remind'));
    const gate = new Gate();
    run.beforeAdvance = (count) => (count === 1 ? gate.opened : undefined);
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.advances.length).toBeGreaterThan(2);
    gate.open();
  });

  it('takes another decision when it was rung meanwhile', async () => {
    const run = rig.orders.add(answer(30 * dayMs));
    run.beforeAdvance = (count, { now }) => {
      if (count <= 4) throw new Error('connection refused');
      return count === 5 ? { revision: 1, effects: [], wakeAt: now + 30 * dayMs, details: '' } : undefined;
    };
    const handle = await rig.start(run);
    await until('a durable timer runs', async () => (await countOf(handle, 'timerStarted')) === 1);
    run.reply();
    await rig.ring(handle, 'customerReplied');
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect((run.advances.at(-1)?.now ?? 0) - (run.advances[0]?.now ?? 0)).toBeLessThan(dayMs);
  });
});
