import { expect, it } from '@jest/globals';
import { temporalTimes } from './temporal-times.js';

it('means the moment of a single time, by the zone or by its own offset', () => {
  const calendar = { year: 2026, month: 'DECEMBER', dayOfMonth: 24, minute: 0, second: 0 };
  expect(temporalTimes({ once: '2026-12-24T09:00' }, 'Europe/Rome')).toEqual({
    calendars: [{ ...calendar, hour: 8 }],
    timezone: 'UTC',
  });
  expect(temporalTimes({ once: '2026-12-24T09:00+05:00' }, 'Europe/Rome').calendars).toEqual([
    { ...calendar, hour: 4 },
  ]);
});

it('moves a single time that the clocks skip forward by the gap', () => {
  expect(temporalTimes({ once: '2027-03-28T02:30' }, 'Europe/Rome').calendars).toMatchObject([{ hour: 1, minute: 30 }]);
});

it('means every weekday at its time, in the zone', () => {
  expect(temporalTimes({ weekdays: ['mon', 'sun'], at: '09:05' }, 'Asia/Kolkata')).toEqual({
    calendars: [{ dayOfWeek: ['MONDAY', 'SUNDAY'], hour: 9, minute: 5 }],
    timezone: 'Asia/Kolkata',
  });
});

it('means what cron means: either the day of the month or the weekday where both are given', () => {
  expect(temporalTimes({ cron: '0 9 * * mon-fri' }, 'UTC').cronExpressions).toEqual(['0 9 * * mon-fri']);
  expect(temporalTimes({ cron: '0 9 13 * */2' }, 'UTC').cronExpressions).toEqual(['0 9 13 * */2']);
  expect(temporalTimes({ cron: '0 9 13 6 fri' }, 'UTC').cronExpressions).toEqual(['0 9 13 6 *', '0 9 * 6 fri']);
});
