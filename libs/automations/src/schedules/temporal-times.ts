import type { CalendarSpec, ScheduleSpec } from '@temporalio/client';
import type { ScheduleTrigger } from '@threadline/automation';
import { minutesOf, momentOf, type Weekday } from '@threadline/domain';

type Times = ScheduleTrigger['times'];

const dayNames = {
  mon: 'MONDAY',
  tue: 'TUESDAY',
  wed: 'WEDNESDAY',
  thu: 'THURSDAY',
  fri: 'FRIDAY',
  sat: 'SATURDAY',
  sun: 'SUNDAY',
} as const satisfies Record<Weekday, string>;

const monthNames = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;

/**
 * A schedule's times as Temporal reckons them, in a zone. A recurring time that a change of the clocks skips does not come that day, one
 * that comes twice comes once, as Temporal has it; a single time is moved as everywhere else in the language.
 */
export function temporalTimes(times: Times, timeZone: string): ScheduleSpec {
  if ('once' in times) return { calendars: once(momentOf(times.once, timeZone)), timezone: 'UTC' };
  if ('cron' in times) return { cronExpressions: cronExpressions(times.cron), timezone: timeZone };
  const minutes = minutesOf(times.at);
  const dayOfWeek = times.weekdays.map((day) => dayNames[day]);
  return { calendars: [{ dayOfWeek, hour: Math.floor(minutes / 60), minute: minutes % 60 }], timezone: timeZone };
}

function once(moment: number | undefined): CalendarSpec[] {
  if (moment === undefined) return [];
  const at = new Date(moment);
  return [
    {
      year: at.getUTCFullYear(),
      month: monthNames[at.getUTCMonth()] ?? 'JANUARY',
      dayOfMonth: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
    },
  ];
}

/**
 * Where both the day of the month and the weekday are restricted, cron means either and Temporal means both: then the expression becomes
 * two. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html
 */
function cronExpressions(cron: string): string[] {
  const [minute, hour, day, month, weekday] = cron.trim().split(/\s+/);
  const isEither = day?.startsWith('*') === false && weekday?.startsWith('*') === false;
  return isEither ? [`${minute} ${hour} ${day} ${month} *`, `${minute} ${hour} * ${month} ${weekday}`] : [cron];
}
