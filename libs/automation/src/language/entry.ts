import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { Condition, Filter } from '../conditions/condition.js';
import { EventType, LiquidText, Path } from './ids.js';

/** Who may enter, and how often. Judged at the moment of entering, never at arming. */
export const Entry = z
  .strictObject({
    mode: z
      .enum(['once', 'after_exit', 'always'])
      .default('after_exit')
      .describe('`once` in a lifetime, again `after_exit`, or `always`, beside live runs.'),
    per: z
      .enum(['contact', 'key'])
      .default('contact')
      .describe('What the rules count over: the contact, or one cart, order or booking.'),
    onConflict: z
      .enum(['ignore', 'supersede', 'queue'])
      .default('ignore')
      .describe('With a live run, in mode `after_exit`: stay out, take its place, or wait for its end.'),
    minGap: Duration.optional().describe('Least time since the last exit.'),
    limits: z
      .array(z.strictObject({ max: z.number().int().min(1).max(1_000), per: Duration }))
      .max(5)
      .optional()
      .describe('At most so many entries in a rolling period.'),
    audience: Condition.optional(),
    recheckAudience: z
      .boolean()
      .default(false)
      .describe('Whether a run ends, before its next step, when its contact is not of the audience any more.'),
    grace: Duration.optional().describe(
      'How long to keep checking an audience that fails, because data may arrive late.',
    ),
  })
  .meta({ id: 'Entry' });
export type Entry = z.infer<typeof Entry>;

/** An event that ends runs. */
export const Exit = z
  .strictObject({
    on: EventType,
    key: Path.optional().describe('Where the event names the cart, order or booking; default: where the trigger does.'),
    filter: Filter.optional(),
  })
  .meta({ id: 'Exit' });
export type Exit = z.infer<typeof Exit>;

/** The event that means success. */
export const Goal = z
  .strictObject({
    on: EventType,
    within: Duration.default('P5D').describe(
      'How long after one of its messages was read the event is credited to the run.',
    ),
    afterClick: Duration.default('P5D').describe('The same after a button or row of one of its messages was tapped.'),
    afterDelivery: Duration.optional().describe('The same after delivery; left out, delivery alone credits nothing.'),
    coupon: LiquidText.optional().describe(
      'The coupon code that the run gives out, with Liquid. An order that used it is credited to the run before any other.',
    ),
    key: Path.optional().describe('Where the event names the cart, order or booking; default: where the trigger does.'),
    filter: Filter.optional(),
  })
  .meta({ id: 'Goal' });
export type Goal = z.infer<typeof Goal>;
