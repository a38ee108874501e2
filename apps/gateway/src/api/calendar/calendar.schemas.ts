import { isHolidayCountry, WorkCalendar } from '@threadline/domain';
import { z } from 'zod';

/** When the workspace works. Triggers of the types `outside_hours` and `holiday`, and conditions on business hours, read it. */
export const Calendar = WorkCalendar.safeExtend({
  country: z
    .strictObject({
      code: z
        .string()
        .regex(/^[A-Z]{2}$/, 'is not a country; write its two letters, such as IT')
        .refine(isHolidayCountry, { message: 'is a country whose holidays are not known' }),
      region: z.string().max(10).optional(),
    })
    .optional()
    .describe('Public holidays of this country, or of a region of it, are holidays too'),
}).meta({
  id: 'Calendar',
  examples: [
    {
      timeZone: 'Europe/Rome',
      hours: { mon: [{ from: '09:00', to: '18:00' }] },
      holidays: [{ everyYear: '12-24', name: 'Christmas Eve' }, { date: '2026-08-14' }],
      country: { code: 'IT' },
    },
  ],
});
export type Calendar = z.infer<typeof Calendar>;
