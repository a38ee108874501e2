import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { call, countOf, DriverRig, eventsOf, Gate, kindOf, kindsOf, pause, send, until } from './testing/index.js';

let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.timeSkipping(process.env['TEST_TIME_SKIPPING_SERVER']);
});
afterAll(() => rig.close(), 60_000);

const later = (nextRetryDelay: number): ApplicationFailure =>
  ApplicationFailure.create({ message: 'the number is busy', type: 'later', nextRetryDelay });

describe('a run that sends', () => {
  it('goes on when the send has ended, without bell or timer', async () => {
    const run = rig.orders.add(send('remind'), send('coupon'));
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toEqual(['remind', 'coupon']);
    expect(await countOf(handle, 'timerStarted')).toBe(0);
    expect(await countOf(handle, 'workflowExecutionSignaled')).toBe(0);
  });

  it('makes calls as it sends messages: each once, and goes on when it has ended', async () => {
    const run = rig.orders.add(call('hook'), send('remind'));
    run.beforeSend = (count) => {
      if (count === 1) throw later(5 * 60_000);
    };
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toEqual(['hook', 'hook', 'remind', 'remind']);
    expect(await countOf(handle, 'activityTaskScheduled')).toBe(2);
  });

  it('does not launch again what is in flight when it is rung', async () => {
    const run = rig.orders.add(send('remind'));
    const gate = new Gate();
    run.beforeSend = () => gate.opened;
    const handle = await rig.start(run);
    await until('the send is under way', () => run.attempts.length === 1);
    await rig.ring(handle, 'eventArrived');
    await until('the bell is answered', () => run.advances.length === 2);
    gate.open();
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(await countOf(handle, 'activityTaskScheduled')).toBe(1);
  });

  it('waits for later attempts as long as it takes, and its history does not grow by them', async () => {
    const undisturbed = rig.orders.add(send('remind'));
    const expected = await rig.start(undisturbed);
    await expected.result();
    const run = rig.orders.add(send('remind'));
    run.beforeSend = (count) => {
      if (count < 20) throw later(60_000);
    };
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toHaveLength(20);
    expect(await kindsOf(handle)).toEqual(await kindsOf(expected));
  });

  it('rests after a send that failed for good, then launches it again, and neither fails nor spins', async () => {
    const run = rig.orders.add(send('remind'));
    run.beforeSend = (count) => {
      if (count === 1) throw ApplicationFailure.nonRetryable('our own defect');
    };
    const handle = await rig.start(run);
    expect(await handle.result()).toEqual({ state: 'completed' });
    expect(run.attempts).toHaveLength(2);
    expect(run.advances).toHaveLength(3);
    const [failed, again] = (await eventsOf(handle)).filter((event) => kindOf(event) === 'activityTaskScheduled');
    expect(Number(again?.eventTime?.seconds) - Number(failed?.eventTime?.seconds)).toBeGreaterThanOrEqual(60);
  });

  it('ends at once when it exits while a send rests', async () => {
    const run = rig.orders.add(send('remind'), pause(1_000));
    run.beforeSend = () => {
      throw ApplicationFailure.nonRetryable('our own defect');
    };
    const handle = await rig.start(run);
    await until('the send rests', async () => (await countOf(handle, 'timerStarted')) === 1);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    expect(await handle.result()).toEqual({ state: 'exited', reason: 'opted_out' });
    expect(run.attempts).toHaveLength(1);
    expect(await countOf(handle, 'timerCanceled')).toBe(1);
  });
});
