import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { ScheduleNotFoundError } from '@temporalio/client';
import { triggerScheduleId } from '@threadline/contracts';
import { changeWorkspace, inTransaction } from '@threadline/persistence';
import { aWorkspace, openDatabase } from '@threadline/persistence/testing';
import { connectTemporal } from '@threadline/platform';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Automations } from '../automations.js';
import { Publishing } from '../publishing.js';
import { AutomationSchedules } from './automation-schedules.js';

const client = connectTemporal({ address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' });
const taskQueue = `schedules-spec-${randomUUID()}`;
const made: string[] = [];
let dataSource: DataSource;
let schedules: AutomationSchedules;
let publishing: Publishing;
let automations: Automations;
let workspaceId: string;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'] });
  schedules = new AutomationSchedules(dataSource, client, { taskQueue });
  await schedules.keep();
  automations = new Automations(dataSource);
  publishing = new Publishing(dataSource, schedules);
});
beforeEach(async () => {
  workspaceId = (await aWorkspace(dataSource, { timeZone: 'Europe/Rome' })).id;
});
afterAll(async () => {
  for (const id of made) await publishing.disable({ workspaceId: await workspaceOf(id), id });
  await dataSource.destroy();
  await client.connection.close();
});

async function workspaceOf(id: string): Promise<string> {
  const [row] = await dataSource.query(`select workspace_id from automation where id = $1`, [id]);
  return row.workspace_id;
}

const definition = (...triggers: object[]) => ({
  name: 'Newsletter',
  triggers: triggers.map((told) => ({ type: 'schedule', audience: { list: 'news' }, ...told })),
  start: 'tag',
  steps: { tag: { type: 'add_tag', tag: 'told', next: null } },
});
const daily = (id: string, hour: number, told: object = {}) => ({ id, times: { cron: `0 ${hour} * * *` }, ...told });

async function published(...triggers: object[]): Promise<{ workspaceId: string; id: string }> {
  const { id } = await automations.create(workspaceId, definition(...triggers));
  made.push(id);
  await publishing.publish({ workspaceId, id });
  return { workspaceId, id };
}

async function rewrite(named: { workspaceId: string; id: string }, ...triggers: object[]): Promise<void> {
  const { draftRevision: revision } = await automations.get(named.workspaceId, named.id);
  await automations.update(named.workspaceId, named.id, { definition: definition(...triggers), revision });
  await publishing.publish(named);
}

/** The hours of the day at which Temporal starts a trigger's audience, with the zone; nothing without a schedule. */
async function hoursOf(automationId: string, triggerId: string): Promise<string | undefined> {
  try {
    const { spec } = await client.schedule.getHandle(triggerScheduleId(automationId, triggerId)).describe();
    return `${spec.calendars?.map(({ hour }) => hour.map(({ start }) => start)).join()} ${spec.timezone}`;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

it('follow the zone of the workspace', async () => {
  const { id } = await published(daily('a', 9), daily('b', 10, { timeZone: 'Asia/Kolkata' }));
  await inTransaction(dataSource, (tx) => changeWorkspace(tx, workspaceId, { timeZone: 'America/Lima' }));
  expect(await schedules.keep()).toBe(1);
  expect(await hoursOf(id, 'a')).toBe('9 America/Lima');
  expect(await hoursOf(id, 'b')).toBe('10 Asia/Kolkata');
});

it('are made when the automation is published, in the trigger`s zone or else the workspace`s', async () => {
  const { id } = await published(daily('a', 9), daily('b', 10, { timeZone: 'Asia/Kolkata' }));
  expect(await hoursOf(id, 'a')).toBe('9 Europe/Rome');
  expect(await hoursOf(id, 'b')).toBe('10 Asia/Kolkata');
  const { action, policies } = await client.schedule.getHandle(triggerScheduleId(id, 'a')).describe();
  expect(action).toMatchObject({
    workflowType: 'scheduledEntry',
    taskQueue,
    args: [{ workspaceId, automationId: id, triggerId: 'a' }],
  });
  expect(policies).toMatchObject({ overlap: 'BUFFER_ONE', catchupWindow: 12 * 3_600_000 });
});

it('change with a new version, and go where it has none', async () => {
  const named = await published(daily('a', 9), daily('b', 10));
  await rewrite(named, daily('a', 11), daily('c', 12));
  expect(await hoursOf(named.id, 'a')).toBe('11 Europe/Rome');
  expect(await hoursOf(named.id, 'b')).toBeUndefined();
  expect(await hoursOf(named.id, 'c')).toBe('12 Europe/Rome');
});

it('go when the automation is disabled, and come back when it is enabled', async () => {
  const named = await published(daily('a', 9));
  await publishing.disable(named);
  expect(await hoursOf(named.id, 'a')).toBeUndefined();
  await publishing.enable(named);
  expect(await hoursOf(named.id, 'a')).toBe('9 Europe/Rome');
});

it('that Temporal did not take after the commit are brought later, as they are then', async () => {
  const trySync = jest.spyOn(schedules, 'trySync').mockResolvedValue();
  const named = await published(daily('a', 9));
  await rewrite(named, daily('a', 10));
  trySync.mockRestore();
  expect(await hoursOf(named.id, 'a')).toBeUndefined();
  const kept = await Promise.all([schedules.keep(), schedules.keep(), schedules.keep()]);
  expect(kept.reduce((sum, synced) => sum + synced)).toBe(1);
  expect(await hoursOf(named.id, 'a')).toBe('10 Europe/Rome');
  expect(await schedules.keep()).toBe(0);
});

it('that Temporal has lost are brought again by whoever starts', async () => {
  const named = await published(daily('a', 9));
  await client.schedule.getHandle(triggerScheduleId(named.id, 'a')).delete();
  await new AutomationSchedules(dataSource, client, { taskQueue }).keep();
  expect(await hoursOf(named.id, 'a')).toBe('9 Europe/Rome');
});

it('are given up for no publication while Temporal is away', async () => {
  const failures: unknown[] = [];
  const away = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' });
  const unreached = new AutomationSchedules(dataSource, away, { onCallFailure: (error) => failures.push(error) });
  const { id } = await automations.create(workspaceId, definition(daily('a', 9)));
  made.push(id);
  expect((await new Publishing(dataSource, unreached).publish({ workspaceId, id })).state).toBe('enabled');
  expect(failures).toHaveLength(1);
  await schedules.keep();
  expect(await hoursOf(id, 'a')).toBe('9 Europe/Rome');
  await away.connection.close();
});

it('come at the times that were meant, across changes of the clocks', async () => {
  const named = await published({ id: 'night', times: { weekdays: ['sat', 'sun'], at: '02:30' } });
  const at = (from: string) => nextTimes(named.id, 'night', from);
  expect(await at('2027-03-26T00:00:00Z')).toEqual(['2027-03-27T01:30:00.000Z', '2027-04-03T00:30:00.000Z']);
  expect(await at('2027-10-29T00:00:00Z')).toEqual(['2027-10-30T00:30:00.000Z', '2027-10-31T01:30:00.000Z']);
});

/** The next two times of a schedule from a moment on, as Temporal reckons them. */
async function nextTimes(automationId: string, triggerId: string, from: string): Promise<string[]> {
  const handle = client.schedule.getHandle(triggerScheduleId(automationId, triggerId));
  await handle.update(({ spec, ...rest }) => ({ ...rest, spec: { ...spec, startAt: new Date(from) } }));
  const { info } = await handle.describe();
  return info.nextActionTimes.slice(0, 2).map((time) => time.toISOString());
}

it.each(['0 9 31 2 *', '*/99 * * * *', '5-59/10 0-23/2 1-31/7 jan-dec/3 0-7', '0 9 13 * 7', '59 23 31 12 5-7'])(
  'are taken by Temporal for every cron expression of the language, such as %s',
  async (cron) => {
    const { id } = await published({ id: 'a', times: { cron } });
    expect(await hoursOf(id, 'a')).toBeDefined();
  },
);
