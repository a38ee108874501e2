import type { Instant } from '../time/instant.js';
import { addDays, localDateOf, momentOn, weekdayOf } from '../time/local-time.js';
import { countryHolidays } from './country-holidays.js';
import type { WorkCalendar } from './work-calendar.js';

/** A time in which nothing is done: outside the hours, or on a holiday. `since` names it. */
export interface ClosedPeriod {
  since: Instant;
  until: Instant | undefined;
  because: 'hours' | 'holiday';
  /** Of the holiday. */
  name?: string;
}

interface Span {
  from: Instant;
  to: Instant;
}

/** The days looked at for the next opening; a workspace that is closed longer has no hours at all. */
const daysAhead = 400;
const dayStart = '00:00';
const dayEnd = '24:00';

/** The name of the holiday on a local date; undefined on other days. A day of 29 February falls on 28 February in other years. */
export function holidayOn(calendar: WorkCalendar, date: string): string | undefined {
  const own = calendar.holidays.find((holiday) =>
    'date' in holiday ? holiday.date === date : dayIn(holiday.everyYear, date) === date,
  );
  if (own) return own.name ?? 'holiday';
  if (!calendar.country) return undefined;
  return countryHolidays(calendar.country.code, calendar.country.region, Number(date.slice(0, 4))).get(date);
}

/** Whether work is done at that moment. */
export const isOpen = (calendar: WorkCalendar, instant: Instant): boolean => spanAt(calendar, instant) !== undefined;

/** The first moment from then on, itself included, at which work is done. Undefined when none comes within a year. */
export function nextOpening(calendar: WorkCalendar, instant: Instant): Instant | undefined {
  if (isOpen(calendar, instant)) return instant;
  const today = localDateOf(instant, calendar.timeZone);
  for (let day = 0; day <= daysAhead; day++) {
    const opening = spansOn(calendar, addDays(today, day)).find(({ from }) => from >= instant);
    if (opening) return opening.from;
  }
  return undefined;
}

/** The closed time around a moment; undefined while work is done. */
export function closedPeriod(calendar: WorkCalendar, instant: Instant): ClosedPeriod | undefined {
  if (isOpen(calendar, instant)) return undefined;
  const today = localDateOf(instant, calendar.timeZone);
  const name = holidayOn(calendar, today);
  return {
    since: lastClosing(calendar, instant),
    until: nextOpening(calendar, instant),
    because: name === undefined ? 'hours' : 'holiday',
    ...(name !== undefined && { name }),
  };
}

/** When work was last done before a closed moment; the beginning of time when it never was within a year. */
function lastClosing(calendar: WorkCalendar, instant: Instant): Instant {
  const today = localDateOf(instant, calendar.timeZone);
  for (let day = 0; day <= daysAhead; day++) {
    const closing = spansOn(calendar, addDays(today, -day)).findLast(({ to }) => to <= instant);
    if (closing) return closing.to;
  }
  return 0;
}

const spanAt = (calendar: WorkCalendar, instant: Instant): Span | undefined =>
  spansOn(calendar, localDateOf(instant, calendar.timeZone)).find(({ from, to }) => from <= instant && instant < to);

/** The open hours of a local date, in order. */
function spansOn(calendar: WorkCalendar, date: string): Span[] {
  if (holidayOn(calendar, date) !== undefined) return [];
  const { timeZone } = calendar;
  const isAlways = Object.keys(calendar.hours).length === 0;
  const noon = momentOn(date, '12:00', timeZone);
  const hours = isAlways ? [{ from: dayStart, to: dayEnd }] : (calendar.hours[weekdayOf(noon, timeZone)] ?? []);
  return hours
    .map(({ from, to }) => ({ from: momentOn(date, from, timeZone), to: momentOn(date, to, timeZone) }))
    .sort((a, b) => a.from - b.from);
}

/** The date of a day of the year, in the year of another date. */
export function dayIn(monthDay: string, date: string): string {
  const year = Number(date.slice(0, 4));
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${date.slice(0, 4)}-${monthDay === '02-29' && !isLeap ? '02-28' : monthDay}`;
}
