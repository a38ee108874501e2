import { Duration, LocalTime, TimeZone } from '@threadline/domain';
import { z } from 'zod';

/** What to do when a sending rule stands in the way. A send step may override each. */
export const SendingPolicy = z
  .strictObject({
    whenHumanOwns: z.enum(['hold', 'skip', 'send']).optional(),
    whenWindowClosed: z
      .union([
        z.enum(['wait_for_reply', 'skip', 'exit']),
        z.strictObject({ send_template: z.string().min(1).max(512), language: z.string().min(2).max(20) }),
      ])
      .optional()
      .describe('For free messages whose `windowClosed` way is not wired.'),
    whenTemplateNotApproved: z
      .strictObject({ waitFor: Duration })
      .optional()
      .describe('How long to wait for the approval before `notSendable`.'),
    whenCapped: z.enum(['delay', 'skip', 'exit']).optional(),
  })
  .meta({ id: 'SendingPolicy' });
export type SendingPolicy = z.infer<typeof SendingPolicy>;

/** Hours in which nothing is sent, by the clock on the contact's wall; sends are moved to their end. */
export const QuietHoursSetting = z
  .strictObject({
    from: LocalTime,
    to: LocalTime.describe('Before `from` it spans midnight.'),
    categories: z
      .array(z.enum(['marketing', 'utility', 'authentication', 'service']))
      .default(['marketing'])
      .describe('The messages that wait. `service` are free messages.'),
    holidays: z
      .literal('quiet')
      .optional()
      .describe('Public holidays of the contact`s country, or that of its number, are quiet all day.'),
  })
  .refine(({ from, to }) => from !== to, { message: 'begins and ends at the same time' })
  .meta({ id: 'QuietHoursSetting' });
export type QuietHoursSetting = z.infer<typeof QuietHoursSetting>;

/** What holds for the whole automation. */
export const Settings = z
  .strictObject({
    category: z.enum(['marketing', 'utility', 'authentication']).default('marketing'),
    timeZone: z
      .union([z.enum(['contact', 'workspace']), TimeZone])
      .default('contact')
      .describe('The zone in which calendar time is counted.'),
    quietHours: QuietHoursSetting.optional(),
    sending: SendingPolicy.optional(),
    onFailure: z
      .enum(['continue', 'exit'])
      .optional()
      .describe('For problems whose way out is not wired. Without it sends exit and data steps continue.'),
  })
  .meta({ id: 'AutomationSettings' });
export type Settings = z.infer<typeof Settings>;
