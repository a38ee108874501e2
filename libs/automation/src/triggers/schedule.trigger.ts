import { isDateText, type Instant, LocalTime, TimeZone, Weekday } from '@threadline/domain';
import { z } from 'zod';
import type { TriggerEvent } from '../engine/world.js';
import { Condition } from '../conditions/condition.js';
import { cronProblem } from './cron.js';
import { defineTrigger, triggerBase } from './define-trigger.js';

/** The type of the event that stands for a scheduled moment. */
export const scheduleDue = 'schedule.due';

const Moment = z
  .string()
  .max(40)
  .refine((text) => text.includes('T') && isDateText(text), {
    message: 'is not a time; write one such as 2026-12-24T09:00',
  });

const Cron = z
  .string()
  .max(200)
  .superRefine((expression, context) => {
    const problem = cronProblem(expression);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

/** When a schedule is due. */
export const Times = z
  .union([
    z.strictObject({ once: Moment }).describe('At a local time, once.'),
    z
      .strictObject({ cron: Cron })
      .describe(
        'At every time a cron expression of five fields means: where both the day of the month and the weekday are given, on either.',
      ),
    z.strictObject({ weekdays: z.array(Weekday).min(1).max(7), at: LocalTime }).describe('On these days, at a time.'),
  ])
  .meta({ id: 'ScheduleTimes' });

/** A time comes, once or again and again, for everybody of an audience. */
export const schedule = defineTrigger({
  schema: z
    .strictObject({
      ...triggerBase,
      type: z.literal('schedule'),
      times: Times,
      timeZone: TimeZone.optional().describe('The zone of these times; without it the workspace`s.'),
      audience: Condition.describe('For whom it starts, such as `{ "list": "newsletter" }`.'),
    })
    .meta({
      id: 'ScheduleTrigger',
      description:
        'A time comes, once or recurring, for an audience: whoever the condition holds for when the contact`s turn comes. A contact ' +
        'enters once for each time. A time that comes while the audience of the last is still entering waits for it, and times are made ' +
        'up for when the system was away for less than 12 hours. A recurring time that the clocks skip is left out that day, one that ' +
        'comes twice comes once. A single time that is over when the automation is enabled does not come.',
    }),

  listensTo: () => [scheduleDue],
  matches: ({ id }, { data }) => data['trigger'] === id,
});
export type ScheduleTrigger = z.infer<typeof schedule.schema>;

/** The event that stands for an occasion of a schedule. */
export const scheduleEvent = ({ id }: Pick<ScheduleTrigger, 'id'>, occasion: Instant): TriggerEvent => ({
  type: scheduleDue,
  id: `${scheduleDue}-${id}-${new Date(occasion).toISOString()}`,
  time: occasion,
  data: { trigger: id },
});
