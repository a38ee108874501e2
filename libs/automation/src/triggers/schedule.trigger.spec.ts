import { describe, expect, it } from '@jest/globals';
import { anAutomation, isFired, problemsOf } from '../testing/index.js';

const written = (told: object) =>
  ({
    ...anAutomation().asWritten(),
    triggers: [{ id: 's', type: 'schedule', audience: { list: 'news' }, ...told }],
  }) as unknown;

describe('a schedule trigger', () => {
  it('fires when it is due itself', () => {
    const daily = { type: 'schedule', times: { cron: '0 9 * * *' }, audience: { list: 'news' } } as const;
    expect(isFired(daily, { type: 'schedule.due', data: { trigger: 'it' } })).toBe(true);
    expect(isFired(daily, { type: 'schedule.due', data: { trigger: 'other' } })).toBe(false);
  });

  it.each([
    { once: '2026-12-24T09:00' },
    { cron: '*/15 8-18 * * mon-fri' },
    { cron: '0 9 1,15 jan,jul 7' },
    { weekdays: ['mon', 'thu'], at: '09:00' },
  ])('may come at %j', (times) => {
    expect(problemsOf(written({ times, timeZone: 'Europe/Rome' }))).toEqual([]);
  });

  it.each([
    [{ cron: '0 9 * *' }, 'invalid_value /triggers/0/times/cron'],
    [{ cron: '60 9 * * *' }, 'invalid_value /triggers/0/times/cron'],
    [{ cron: '0 9 * * mun' }, 'invalid_value /triggers/0/times/cron'],
    [{ cron: '0 18-9 * * *' }, 'invalid_value /triggers/0/times/cron'],
    [{ cron: '*/0 * * * *' }, 'invalid_value /triggers/0/times/cron'],
    [{ once: 'tomorrow' }, 'invalid_value /triggers/0/times/once'],
    [{ weekdays: [], at: '09:00' }, 'invalid_value /triggers/0/times/weekdays'],
  ])('is refused with %j', (times, problem) => {
    expect(problemsOf(written({ times }))).toEqual([problem]);
  });

  it('is refused in a zone nobody knows', () => {
    expect(problemsOf(written({ times: { cron: '0 9 * * *' }, timeZone: 'Mars/Olympus' }))).toEqual([
      'invalid_value /triggers/0/timeZone',
    ]);
  });
});
