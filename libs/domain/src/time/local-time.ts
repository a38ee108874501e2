import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Instant } from './instant.js';

/** Days of the week, as in calendars and schedules; Monday first, as ISO 8601 counts. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const Weekday = z.enum(weekdays).meta({ id: 'Weekday' });
export type Weekday = z.infer<typeof Weekday>;

/** A local time of day, such as `09:00`. */
export const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day; write one such as 09:00')
  .meta({ id: 'LocalTime', description: 'Local time of day, such as `09:00`.', example: '09:00' });
export type LocalTime = z.infer<typeof LocalTime>;

/** A local calendar date as `YYYY-MM-DD`. */
export const localDateOf = (instant: Instant, zone: string): string => at(instant, zone).toISODate() ?? '';

export const weekdayOf = (instant: Instant, zone: string): Weekday => weekdays[at(instant, zone).weekday - 1] ?? 'mon';

/** Minutes since local midnight by the clock on the wall. */
export function minuteOfDay(instant: Instant, zone: string): number {
  const { hour, minute } = at(instant, zone);
  return hour * 60 + minute;
}

/** Minutes since midnight of a time of day; `24:00` is the end of the day. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The moment of a time of day on a local date. A time that is skipped that day is moved forward by the gap, one that comes twice
 * is the first.
 */
export function momentOn(date: string, time: string, zone: string): Instant {
  const minutes = minutesOf(time);
  const day = DateTime.fromISO(date, { zone }).plus({ days: Math.floor(minutes / 1_440) });
  return day.set({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60, second: 0, millisecond: 0 }).toMillis();
}

/** The local date so many days later. */
export const addDays = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'UTC' }).plus({ days }).toISODate() ?? date;

/** The first moment from `instant` on, itself included, that has the time of day, on one of the days if any are given. */
export function nextTimeOfDay(
  instant: Instant,
  { at: time, on }: { at: LocalTime; on?: readonly Weekday[] | undefined },
  zone: string,
): Instant {
  const today = localDateOf(instant, zone);
  for (let day = 0; day <= 8; day++) {
    const moment = momentOn(addDays(today, day), time, zone);
    if (moment >= instant && (on === undefined || on.length === 0 || on.includes(weekdayOf(moment, zone))))
      return moment;
  }
  throw new RangeError(`no ${time} within a week of ${new Date(instant).toISOString()}`);
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Whether a text is a date or date-time that {@link momentOf} can read. */
export const isDateText = (text: string): boolean =>
  (dateOnly.test(text) || dateTime.test(text)) && DateTime.fromISO(text).isValid;

/** The moment of a date (its local midnight) or date-time; without an offset it is local to the zone. Undefined for other texts. */
export function momentOf(text: string, zone: string): Instant | undefined {
  return isDateText(text) ? DateTime.fromISO(text, { zone }).toMillis() : undefined;
}

const at = (instant: Instant, zone: string) => DateTime.fromMillis(instant, { zone });
