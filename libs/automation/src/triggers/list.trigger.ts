import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

/** The contact joined a list, or left it. */
export const list = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('list'),
      list: z.string().min(1).max(200).describe('Name of the list.'),
      direction: z.enum(['joined', 'left']).default('joined'),
    })
    .meta({ id: 'ListTrigger', description: 'The contact joins a list or leaves it.' }),

  listensTo: ({ direction }) => [`contact.list_${direction}`],
  matches: ({ list: name }, { data }) => data['list'] === name,
});
