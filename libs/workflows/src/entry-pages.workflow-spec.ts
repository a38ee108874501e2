import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dateEntryType, scheduledEntryType } from '@threadline/contracts/workflows';
import { DriverRig } from './testing/index.js';

let rig: DriverRig;

beforeAll(async () => {
  rig = await DriverRig.timeSkipping(process.env['TEST_TIME_SKIPPING_SERVER']);
});
afterAll(() => rig.close(), 60_000);

const named = { workspaceId: 'workspace', automationId: 'automation', triggerId: 'daily' };
const pages = [
  { entered: 200, refused: 0, cursor: 'a' },
  { entered: 150, refused: 50, cursor: 'b' },
  { entered: 3, refused: 1 },
];
const aSchedule = { type: scheduledEntryType, input: named } as const;
const startTime = async (handle: Awaited<ReturnType<DriverRig['startEntry']>>) =>
  (await handle.describe()).startTime.toISOString();

describe('a schedule`s occasion', () => {
  it('takes every page of its audience once, and counts', async () => {
    rig.pages.tell(...pages);
    const handle = await rig.startEntry(aSchedule);
    expect(await handle.result()).toEqual({ entered: 353, refused: 51 });
    const occasion = await startTime(handle);
    expect(rig.pages.asked).toEqual([
      { ...named, occasion },
      { ...named, occasion, cursor: 'a' },
      { ...named, occasion, cursor: 'b' },
    ]);
  });

  it('is one and the same however long a page has to be tried', async () => {
    rig.pages.tell(...pages);
    rig.pages.beforePage = (attempt) => {
      if (attempt > 1 && attempt < 60) throw new Error('connection refused');
    };
    const handle = await rig.startEntry(aSchedule);
    expect(await handle.result()).toEqual({ entered: 353, refused: 51 });
    expect(rig.pages.asked).toHaveLength(61);
    const occasion = await startTime(handle);
    expect(new Set(rig.pages.asked.slice(1, 60).map((asked) => JSON.stringify(asked)))).toEqual(
      new Set([JSON.stringify({ ...named, occasion, cursor: 'a' })]),
    );
  });

  it('that a longer history is of is not the time it was started anew', async () => {
    rig.pages.tell(...pages);
    const occasion = '2026-03-02T08:00:00.000Z';
    const counted = { entered: 200, refused: 0 };
    const handle = await rig.startEntry({ ...aSchedule, input: { ...named, occasion, cursor: 'a', counted } });
    expect(await handle.result()).toEqual({ entered: 353, refused: 51 });
    expect(rig.pages.asked.map((asked) => 'occasion' in asked && asked.occasion)).toEqual([occasion, occasion]);
  });
});

describe('a sweep of dates', () => {
  it('goes from page to page until there is none', async () => {
    rig.pages.tell(...pages);
    const handle = await rig.startEntry({ type: dateEntryType });
    expect(await handle.result()).toEqual({ entered: 353, refused: 51 });
    expect(rig.pages.asked).toEqual([{}, { cursor: 'a' }, { cursor: 'b' }]);
  });
});
