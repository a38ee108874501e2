import { afterAll, expect, it } from '@jest/globals';
import { ScheduleNotFoundError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { connectTemporal } from './connect-temporal.js';
import { dropSchedule, putSchedule, type WorkflowSchedule } from './put-schedule.js';

const client = connectTemporal({ address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' });
afterAll(() => client.connection.close());

const scheduleId = `spec/${randomUUID()}`;
const handle = client.schedule.getHandle(scheduleId);
const everyHours = (hours: number): WorkflowSchedule => ({
  scheduleId,
  spec: { intervals: [{ every: `${hours}h` }] },
  action: { type: 'startWorkflow', workflowType: 'nobody', taskQueue: `nobody-${scheduleId}`, args: [] },
  policies: { catchupWindow: '1h' },
});

it('puts a schedule, changes it, leaves it paused, and drops it, each as often as told', async () => {
  await putSchedule(client, everyHours(1));
  await putSchedule(client, everyHours(2));
  await handle.pause('somebody looks into it');
  await putSchedule(client, everyHours(3));
  const { spec, state, policies } = await handle.describe();
  expect(spec.intervals?.map(({ every }) => every)).toEqual([3 * 3_600_000]);
  expect(state).toMatchObject({ paused: true, note: 'somebody looks into it' });
  expect(policies.catchupWindow).toBe(3_600_000);
  await dropSchedule(client, scheduleId);
  await dropSchedule(client, scheduleId);
  await expect(handle.describe()).rejects.toBeInstanceOf(ScheduleNotFoundError);
});
