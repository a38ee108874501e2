import {
  addDuration,
  dayIn,
  Duration,
  localDateOf,
  LocalTime,
  momentOf,
  momentOn,
  nominalMs,
  subtractDuration,
  type Instant,
} from '@threadline/domain';
import { z } from 'zod';
import type { TriggerEvent } from '../engine/world.js';
import { defineTrigger, triggerBase } from './define-trigger.js';

/** The type of the event that stands for the moment of a date. */
export const dateArrived = 'date.arrived';

/** A date in a field of the contact arrives. */
export const date = defineTrigger({
  schema: z
    .strictObject({
      ...triggerBase,
      type: z.literal('date'),
      field: z.string().min(1).max(200).describe('A field of the contact that holds a date.'),
      offset: z
        .union([z.strictObject({ before: Duration }), z.strictObject({ after: Duration })])
        .optional()
        .describe('So long before or after the date; without it on the date.'),
      at: LocalTime.default('09:00').describe('Time of day in the contact`s zone.'),
      yearly: z
        .boolean()
        .default(false)
        .describe('Every year on that day, as on birthdays; 29 February falls on 28 February in other years.'),
    })
    .meta({
      id: 'DateTrigger',
      description:
        'A date in a field of the contact arrives. What the field holds at that moment counts, whenever it was written; a contact enters ' +
        'once for a day. A moment that is over when the automation is enabled or the field is written does not come. Moments are looked ' +
        'for every minute, and made up for when the system was away for less than 12 hours.',
    }),

  listensTo: () => [dateArrived],
  matches: ({ id }, { data }) => data['trigger'] === id,
  occasion: (_, { data }) => String(data['date']),
});
export type DateTrigger = z.infer<typeof date.schema>;

/** A date that arrives: the day it stands for, such as this year's birthday, and the moment its trigger fires. */
export interface ArrivingDate {
  date: string;
  at: Instant;
}

/**
 * The first date from now on, itself included, at which a date trigger fires for what a contact's field holds: its moment is the date
 * at the time of day, moved by the offset, in the zone. Undefined when the field holds no date, or one that is over.
 */
export function nextDate(
  trigger: Pick<DateTrigger, 'offset' | 'at' | 'yearly'>,
  fieldValue: unknown,
  { now, zone }: { now: Instant; zone: string },
): ArrivingDate | undefined {
  const day = localDayOf(fieldValue, zone);
  if (day === undefined) return undefined;
  return daysOf(day, trigger, localDateOf(now, zone))
    .map((date) => ({ date, at: dateMoment(trigger, date, zone) }))
    .find(({ at }) => at >= now);
}

/** The moment at which a date trigger fires for a day in a zone. */
export const dateMoment = ({ at, offset }: Pick<DateTrigger, 'offset' | 'at'>, day: string, zone: string): Instant =>
  moved(momentOn(day, at, zone), offset, zone);

/** The event that stands for a date that has arrived. */
export const dateEvent = (
  { id, field }: Pick<DateTrigger, 'id' | 'field'>,
  { date, at }: ArrivingDate,
  value: unknown,
): TriggerEvent => ({
  type: dateArrived,
  id: `date-${id}-${date}`,
  time: at,
  data: { trigger: id, field, value, date },
});

/** The local date a field holds: a date, or the date of a moment. */
function localDayOf(value: unknown, zone: string): string | undefined {
  const moment = typeof value === 'string' ? momentOf(value, zone) : undefined;
  return moment === undefined ? undefined : localDateOf(moment, zone);
}

/** The days a date may stand for, in order: itself, or the same day of every year around today. */
function daysOf(day: string, { yearly, offset }: Pick<DateTrigger, 'yearly' | 'offset'>, today: string): string[] {
  if (!yearly) return [day];
  const reach = 1 + Math.min(Math.ceil(nominalMs(offset ? lengthOf(offset) : 'PT0S') / yearMs), longestOffsetYears);
  const thisYear = yearOf(today);
  const years = Array.from({ length: 2 * reach + 1 }, (_, nth) => thisYear - reach + nth);
  return years.filter((year) => year >= yearOf(day)).map((year) => dayIn(day.slice(5), String(year)));
}

type Offset = NonNullable<DateTrigger['offset']>;
const yearMs = 365 * 86_400_000;
const longestOffsetYears = 50;

const lengthOf = (offset: Offset) => ('before' in offset ? offset.before : offset.after);
const yearOf = (date: string) => Number(date.slice(0, 4));

/** The day whose moment a moment would be, give or take the days by which months and zones differ. */
export function dayMeant(moment: Instant, { offset }: Pick<DateTrigger, 'offset'>): string {
  if (offset === undefined) return localDateOf(moment, 'UTC');
  const back = 'before' in offset ? { after: offset.before } : { before: offset.after };
  return localDateOf(moved(moment, back, 'UTC'), 'UTC');
}

function moved(moment: Instant, offset: DateTrigger['offset'], zone: string): Instant {
  if (offset === undefined) return moment;
  return 'before' in offset ? subtractDuration(moment, offset.before, zone) : addDuration(moment, offset.after, zone);
}
