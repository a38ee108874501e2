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
    .meta({ id: 'DateTrigger', description: 'A date in a field of the contact arrives.' }),

  listensTo: () => [dateArrived],
  matches: ({ field }, { data }) => data['field'] === field,
});
export type DateTrigger = z.infer<typeof date.schema>;

/**
 * The first moment from now on, itself included, at which a date trigger fires for what a contact's field holds: the date at the
 * time of day, moved by the offset, in the zone. Undefined when the field holds no date, or one that is over.
 */
export function nextDateMoment(
  trigger: Pick<DateTrigger, 'offset' | 'at' | 'yearly'>,
  fieldValue: unknown,
  { now, zone }: { now: Instant; zone: string },
): Instant | undefined {
  const day = localDayOf(fieldValue, zone);
  if (day === undefined) return undefined;
  return daysOf(day, trigger, localDateOf(now, zone))
    .map((each) => moved(momentOn(each, trigger.at, zone), trigger.offset, zone))
    .find((moment) => moment >= now);
}

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

function moved(moment: Instant, offset: DateTrigger['offset'], zone: string): Instant {
  if (offset === undefined) return moment;
  return 'before' in offset ? subtractDuration(moment, offset.before, zone) : addDuration(moment, offset.after, zone);
}
