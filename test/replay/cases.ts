import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { dateEntryType, scheduledEntryType } from '@threadline/contracts/workflows';
import {
  answer,
  call,
  countOf,
  Gate,
  pause,
  send,
  until,
  type DriverRig,
  type RunHandle,
} from '@threadline/workflows/testing';

/** A kind of life that runs lead for months; a history of each is stored and has to replay as long as such runs live. */
export interface ReplayCase {
  name: string;
  /** Needs the time-skipping server. Without it the case is recorded on a real one. */
  isLong?: true;
  /** Lives through it, to the end. */
  live(rig: DriverRig): Promise<WorkflowHandle>;
}

const dayMs = 24 * 60 * 60_000;

async function livedOn(handle: WorkflowHandle): Promise<WorkflowHandle> {
  await handle.result();
  return handle;
}

const waits = (handle: RunHandle): Promise<void> =>
  until('it waits', async () => (await countOf(handle, 'timerStarted')) === 1);

const later = ApplicationFailure.create({ message: 'the number is busy', type: 'later', nextRetryDelay: 100 });

const referenceJourney: ReplayCase = {
  name: 'reference-journey',
  live: async (rig) => livedOn(await rig.start(rig.orders.add(send('remind'), pause(1_000), send('coupon')))),
};

const thirtyDayWait: ReplayCase = {
  name: 'thirty-day-wait',
  isLong: true,
  live: async (rig) => livedOn(await rig.start(rig.orders.add(pause(30 * dayMs), send('remind')))),
};

const optOutDuringWait: ReplayCase = {
  name: 'opt-out-during-wait',
  async live(rig) {
    const run = rig.orders.add(send('remind'), answer(dayMs), send('coupon'));
    const handle = await rig.start(run);
    await waits(handle);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    return livedOn(handle);
  },
};

const replyBeforeDeadline: ReplayCase = {
  name: 'reply-before-deadline',
  async live(rig) {
    const run = rig.orders.add(send('remind'), answer(dayMs), send('thanks'));
    const handle = await rig.start(run);
    await waits(handle);
    run.reply();
    await rig.ring(handle, 'customerReplied');
    return livedOn(handle);
  },
};

const cancelledInTemporal: ReplayCase = {
  name: 'cancelled-in-temporal',
  async live(rig) {
    const handle = await rig.start(rig.orders.add(send('remind'), answer(dayMs)));
    await waits(handle);
    await handle.cancel();
    return livedOn(handle);
  },
};

const sendRetried: ReplayCase = {
  name: 'send-retried',
  async live(rig) {
    const run = rig.orders.add(send('remind'));
    run.beforeSend = (count) => {
      if (count < 3) throw later;
    };
    return livedOn(await rig.start(run));
  },
};

const sendRested: ReplayCase = {
  name: 'send-rested',
  isLong: true,
  async live(rig) {
    const run = rig.orders.add(send('remind'));
    run.beforeSend = (count) => {
      if (count === 1) throw ApplicationFailure.nonRetryable('a defect');
    };
    return livedOn(await rig.start(run));
  },
};

const exitDuringSend: ReplayCase = {
  name: 'exit-during-send',
  async live(rig) {
    const run = rig.orders.add(send('remind'));
    const gate = new Gate();
    run.beforeSend = () => gate.opened;
    const handle = await rig.start(run);
    await until('the send is under way', () => run.attempts.length === 1);
    run.exit('opted_out');
    await rig.ring(handle, 'exitRequested');
    await until('the exit is known', async () => (await countOf(handle, 'activityTaskCancelRequested')) === 1);
    gate.open();
    return livedOn(handle);
  },
};

const callRetried: ReplayCase = {
  name: 'call-retried',
  async live(rig) {
    const run = rig.orders.add(call('hook'), send('remind'));
    run.beforeSend = (count) => {
      if (count === 1) throw later;
    };
    return livedOn(await rig.start(run));
  },
};

const databaseOutage: ReplayCase = {
  name: 'database-outage',
  isLong: true,
  async live(rig) {
    const run = rig.orders.add(send('remind'));
    run.beforeAdvance = (count) => {
      if (count <= 6) throw new Error('connection refused');
    };
    return livedOn(await rig.start(run));
  },
};

const pages = [
  { entered: 200, refused: 0, cursor: 'a' },
  { entered: 150, refused: 50, cursor: 'b' },
  { entered: 3, refused: 0 },
];

const audienceOfThreePages: ReplayCase = {
  name: 'audience-of-three-pages',
  async live(rig) {
    rig.pages.tell(...pages);
    rig.pages.beforePage = (attempt) => {
      if (attempt === 2) throw new Error('the worker died');
    };
    const input = { workspaceId: 'workspace', automationId: 'automation', triggerId: 'daily' };
    return livedOn(await rig.startEntry({ type: scheduledEntryType, input }));
  },
};

const datesOfThreePages: ReplayCase = {
  name: 'dates-of-three-pages',
  async live(rig) {
    rig.pages.tell(...pages);
    return livedOn(await rig.startEntry({ type: dateEntryType }));
  },
};

export const cases: readonly ReplayCase[] = [
  referenceJourney,
  thirtyDayWait,
  optOutDuringWait,
  replyBeforeDeadline,
  cancelledInTemporal,
  sendRetried,
  sendRested,
  exitDuringSend,
  callRetried,
  databaseOutage,
  audienceOfThreePages,
  datesOfThreePages,
];
