import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { Path, StepId } from '../language/ids.js';
import { unionByField } from '../language/union-by-field.js';

const scalar = z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()]);
const list = z.array(scalar).max(1_000);
const name = z.string().min(1).max(200);

/** How a value is compared. */
export const operators = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'contains',
  'starts_with',
  'matches',
  'exists',
] as const;
export type Operator = (typeof operators)[number];

/** A value against another: contact fields, the trigger's event or an earlier step's result; in filters the event itself. */
export const Comparison = z
  .strictObject({
    path: Path.describe('`contact.…`, `trigger.data.…`, `results.<step>.…`; in a filter `data.…` of the event.'),
    op: z.enum(operators),
    value: z
      .union([scalar, list])
      .optional()
      .describe('What to compare with; a list for `in`; true or false for `exists`.'),
  })
  .refine((comparison) => comparison.op === 'exists' || comparison.value !== undefined, {
    message: 'needs a value to compare with',
    path: ['value'],
  })
  .refine((comparison) => comparison.op !== 'in' || Array.isArray(comparison.value), {
    message: 'needs a list of values for "in"',
    path: ['value'],
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof Comparison>;

const facts = {
  tag: z.strictObject({ tag: name }).describe('The contact has the tag.'),
  list: z.strictObject({ list: name }).describe('The contact is on the list.'),
  consent: z.strictObject({ consent: z.literal('marketing') }).describe('The contact has consented to marketing.'),
  window: z.strictObject({ window: z.enum(['open', 'closed']) }).describe('The customer service window.'),
  businessHours: z.strictObject({ businessHours: z.enum(['open', 'closed']) }).describe('Working hours, now.'),
  message: z
    .strictObject({
      message: z.strictObject({ step: StepId, status: z.enum(['sent', 'delivered', 'read', 'replied', 'failed']) }),
    })
    .describe('A message of this run got that far.'),
  order: z
    .strictObject({ order: z.strictObject({ placedWithin: Duration }) })
    .describe('The contact ordered that recently.'),
  ticket: z
    .strictObject({ ticket: z.strictObject({ status: name }) })
    .describe('The contact has a ticket with that status.'),
  ownedBy: z.strictObject({ ownedBy: z.enum(['bot', 'human', 'ai']) }).describe('Who owns the chat.'),
  run: z
    .strictObject({ run: z.strictObject({ automation: name, state: z.enum(['active', 'completed', 'exited']) }) })
    .describe('The contact has a run of that automation, by slug, in that state.'),
};

/** Something of the contact, its chat, its messages or its history. */
export type WorldFact = z.infer<(typeof facts)[keyof typeof facts]>;

/** A tree of `all`, `any` and `not` over comparisons and facts. */
export type Condition = Comparison | WorldFact | { all: Condition[] } | { any: Condition[] } | { not: Condition };
export const Condition: z.ZodType<Condition> = unionByField(
  {
    path: Comparison,
    ...facts,
    all: z
      .strictObject({ all: z.lazy(() => z.array(Condition).min(1).max(100)) })
      .meta({ id: 'AllOf', description: 'All of them hold.' }),
    any: z.strictObject({ any: z.lazy(() => z.array(Condition).min(1).max(100)) }).describe('One of them holds.'),
    not: z.strictObject({ not: z.lazy(() => Condition) }).describe('It does not hold.'),
  },
  { id: 'Condition', description: 'A tree of `all`, `any`, `not` over comparisons, tags, lists, consent and more.' },
);

/** A condition on an event alone. */
export type Filter = Comparison | { all: Filter[] } | { any: Filter[] } | { not: Filter };
export const Filter: z.ZodType<Filter> = unionByField(
  {
    path: Comparison,
    all: z.strictObject({ all: z.lazy(() => z.array(Filter).min(1).max(100)) }),
    any: z.strictObject({ any: z.lazy(() => z.array(Filter).min(1).max(100)) }),
    not: z.strictObject({ not: z.lazy(() => Filter) }),
  },
  { id: 'Filter', description: 'A tree of `all`, `any`, `not` over comparisons with the event, such as `data.total`.' },
);
