import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

/** A tag was added to the contact, or removed. */
export const tag = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('tag'),
      tag: z.string().min(1).max(200),
      change: z.enum(['added', 'removed']).default('added'),
    })
    .meta({ id: 'TagTrigger', description: 'A tag is added to the contact or removed.' }),

  listensTo: ({ change }) => [`contact.tag_${change}`],
  matches: ({ tag: name }, { data }) => data['tag'] === name,
});
