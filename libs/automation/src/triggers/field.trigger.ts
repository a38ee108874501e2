import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

const value = z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()]);

/** A field of the contact changed. */
export const field = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('field'),
      field: z.string().min(1).max(200),
      from: value.optional().describe('What it was; without it anything.'),
      to: value.optional().describe('What it is now; without it anything.'),
    })
    .meta({ id: 'FieldTrigger', description: 'A field of the contact changes.' }),

  listensTo: () => ['contact.field_changed'],

  matches: (trigger, { data }) =>
    data['field'] === trigger.field &&
    (trigger.from === undefined || (data['from'] ?? null) === trigger.from) &&
    (trigger.to === undefined || (data['to'] ?? null) === trigger.to),
});
