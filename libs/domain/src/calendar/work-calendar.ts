import { z } from 'zod';
import { LocalTime, minutesOf, Weekday } from '../time/local-time.js';
import { TimeZone } from '../time/time-zone.js';

const EndTime = z.union([LocalTime, z.literal('24:00')]);

/** Hours in which work is done on a day. */
export const OpenHours = z
  .strictObject({ from: LocalTime, to: EndTime })
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), { message: 'ends before it begins; split it at midnight' })
  .meta({ id: 'OpenHours' });

const date = z.iso.date();
const holidayName = z.string().max(200).optional();

/** A day on which nothing is done: once, or every year. */
export const Holiday = z
  .union([
    z.strictObject({ date, name: holidayName }),
    z.strictObject({
      everyYear: z
        .string()
        .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'is not a day of the year; write one such as 12-24'),
      name: holidayName,
    }),
  ])
  .meta({ id: 'Holiday' });

/** When a workspace, or one of its numbers, works. A day without hours is closed; without any hours it is always open but for holidays. */
export const WorkCalendar = z
  .strictObject({
    timeZone: TimeZone,
    hours: z.partialRecord(Weekday, z.array(OpenHours).max(10)).default({}),
    holidays: z.array(Holiday).max(500).default([]),
    country: z
      .strictObject({ code: z.string().length(2), region: z.string().max(10).optional() })
      .optional()
      .describe('Public holidays of this country are holidays too.'),
  })
  .meta({ id: 'WorkCalendar' });
export type WorkCalendar = z.infer<typeof WorkCalendar>;
