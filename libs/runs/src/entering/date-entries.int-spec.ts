import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lockContact, setFields } from '@threadline/persistence';
import type { FixedClock } from '@threadline/platform';
import { aCrowd, aDefinition, Stage } from '../testing/index.js';

const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const onDate = (told: object = {}) =>
  aDefinition({
    triggers: [{ id: 'day', type: 'date', field: 'birthday', ...told }],
    entry: { mode: 'always' },
    start: 'tag',
    steps: { tag: { type: 'add_tag', tag: 'told', next: null } },
  });

const setClock = (moment: string) => (stage.clock as FixedClock).set(moment);

/** Sweeps at a moment, page by page. Returns how many entered. */
async function sweepAt(moment: string): Promise<number> {
  setClock(moment);
  let entered = 0;
  let cursor: string | undefined;
  do {
    const page = await stage.services.dateEntries.enterPage(cursor === undefined ? {} : { cursor }, stage.clock.now());
    entered += page.entered;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entered;
}

/** Forgets earlier sweeps, those of other specs too, and sweeps for the first time. */
async function startAt(moment: string): Promise<void> {
  await stage.dataSource.query(`delete from sweep`);
  await stage.dataSource.query(`update automation set state = 'disabled' where workspace_id <> $1`, [
    stage.workspace.id,
  ]);
  expect(await sweepAt(moment)).toBe(0);
}

const moments = async (): Promise<string[]> => {
  const rows: { at: Date }[] = await stage.dataSource.query(
    `select event_time as at from run where workspace_id = $1 order by event_time, id`,
    [stage.workspace.id],
  );
  return rows.map(({ at }) => at.toISOString());
};

describe('a date that arrives', () => {
  it('lets its contacts enter at their own nine in the morning, once, page by page', async () => {
    await stage.publish(onDate({ yearly: true }));
    await aCrowd(stage, 205, { timeZone: 'Europe/Rome', fields: { birthday: '1990-06-01' } });
    await aCrowd(stage, 205, { timeZone: 'America/New_York', fields: { birthday: '1985-06-01' } });
    await aCrowd(stage, 10, { timeZone: 'Europe/Rome', fields: { birthday: '1990-06-02' } });
    await startAt('2026-06-01T06:59:00Z');
    expect(await sweepAt('2026-06-01T07:00:00Z')).toBe(205);
    expect(await sweepAt('2026-06-01T07:01:00Z')).toBe(0);
    expect(await sweepAt('2026-06-01T13:00:30Z')).toBe(205);
    expect(await sweepAt('2026-06-01T23:00:00Z')).toBe(0);
  });

  it.each([
    ['2026-03-29', '02:30', 'Europe/Rome', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Rome', '2026-10-25T00:30:00.000Z'],
    ['2026-04-05', '02:15', 'Australia/Lord_Howe', '2026-04-04T15:45:00.000Z'],
    ['2026-11-01', '09:00', 'America/New_York', '2026-11-01T14:00:00.000Z'],
    ['2026-07-01', '09:00', 'Asia/Kolkata', '2026-07-01T03:30:00.000Z'],
    ['2026-07-01', '00:00', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
  ])('%s at %s in %s is %s', async (birthday, at, timeZone, moment) => {
    await stage.publish(onDate({ at }));
    await aCrowd(stage, 1, { timeZone, fields: { birthday } });
    await startAt(new Date(Date.parse(moment) - 60_000).toISOString());
    expect(await sweepAt(new Date(Date.parse(moment) - 1).toISOString())).toBe(0);
    expect(await sweepAt(moment)).toBe(1);
    expect(await moments()).toEqual([moment]);
  });

  it('is 28 February for a birthday on the 29th, and the 29th in a leap year', async () => {
    await stage.publish(onDate({ yearly: true }));
    await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2000-02-29' } });
    await startAt('2027-02-28T07:59:00Z');
    expect(await sweepAt('2027-02-28T08:00:00Z')).toBe(1);
    await startAt('2028-02-28T07:59:00Z');
    expect(await sweepAt('2028-02-28T08:00:00Z')).toBe(0);
    await startAt('2028-02-29T07:59:00Z');
    expect(await sweepAt('2028-02-29T08:00:00Z')).toBe(1);
  });

  it('is found so long before and after it, and in a date-time whose day is another in the zone', async () => {
    await stage.publish(onDate({ offset: { before: 'P1M' } }));
    await stage.publish(onDate({ offset: { after: 'P3DT2H' } }));
    await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2026-03-30T23:30:00Z' } });
    await startAt('2026-02-28T07:59:00Z');
    expect(await sweepAt('2026-02-28T08:00:00Z')).toBe(1);
    await startAt('2026-04-03T08:59:00Z');
    expect(await sweepAt('2026-04-03T09:00:00Z')).toBe(1);
  });

  it('counts as the contact is at its moment, whatever was there a minute before', async () => {
    await stage.publish(onDate());
    const [moved = '', cleared = ''] = await aCrowd(stage, 2, {
      timeZone: 'Europe/Rome',
      fields: { birthday: '2026-06-01' },
    });
    await startAt('2026-06-01T06:58:00Z');
    await sweepAt('2026-06-01T06:59:00Z');
    await change(moved, { birthday: '2026-06-03' });
    await change(cleared, { birthday: null });
    const [late] = await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2026-06-01' } });
    expect(await sweepAt('2026-06-01T07:00:00Z')).toBe(1);
    const [run] = await stage.dataSource.query(`select contact_id, trigger_event from run where workspace_id = $1`, [
      stage.workspace.id,
    ]);
    expect(run).toMatchObject({
      contact_id: late,
      trigger_event: { type: 'date.arrived', data: { field: 'birthday', value: '2026-06-01', date: '2026-06-01' } },
    });
    await startAt('2026-06-03T06:59:00Z');
    expect(await sweepAt('2026-06-03T07:00:00Z')).toBe(1);
  });

  it('comes once for a day, though the contact moves to a zone where it is yet to come', async () => {
    await stage.publish(onDate());
    const [contact] = await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2026-06-01' } });
    await startAt('2026-06-01T06:59:00Z');
    expect(await sweepAt('2026-06-01T07:00:00Z')).toBe(1);
    await stage.dataSource.query(`update contact set time_zone = 'America/New_York' where id = $1`, [contact]);
    expect(await sweepAt('2026-06-01T13:00:00Z')).toBe(0);
    expect(await moments()).toHaveLength(1);
  });

  it('does not come when its moment was over as the automation was enabled', async () => {
    const automation = await stage.publish(onDate());
    await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2026-06-01' } });
    await startAt('2026-06-01T06:00:00Z');
    await stage.dataSource.query(`update automation set enabled_at = '2026-06-01T07:00:01Z' where id = $1`, [
      automation,
    ]);
    expect(await sweepAt('2026-06-01T08:00:00Z')).toBe(0);
  });

  it('is caught up with after twelve hours without a sweep, and no more after longer', async () => {
    await stage.publish(onDate());
    await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2026-06-01' } });
    await startAt('2026-05-30T06:00:00Z');
    expect(await sweepAt('2026-06-01T18:59:00Z')).toBe(1);
    await aCrowd(stage, 1, { timeZone: 'Europe/Rome', fields: { birthday: '2026-06-02' } });
    expect(await sweepAt('2026-06-02T19:00:00Z')).toBe(0);
  });

  it('is swept again from where a sweep has died', async () => {
    await stage.publish(onDate());
    await aCrowd(stage, 450, { timeZone: 'Europe/Rome', fields: { birthday: '2026-06-01' } });
    await startAt('2026-06-01T06:59:00Z');
    setClock('2026-06-01T07:00:00Z');
    expect(await stage.services.dateEntries.enterPage({}, stage.clock.now())).toMatchObject({ entered: 200 });
    expect(await sweepAt('2026-06-01T07:05:00Z')).toBe(250);
  });
});

function change(contactId: string, fields: Record<string, unknown>): Promise<unknown> {
  return stage.dataSource.transaction(async (tx) => {
    await lockContact(tx, contactId);
    await setFields(tx, contactId, fields);
  });
}
