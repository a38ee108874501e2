import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

/** Marketing consent was given or withdrawn. */
export const consent = defineTrigger({
  schema: z
    .strictObject({ ...eventTriggerBase, type: z.literal('consent'), marketing: z.enum(['given', 'withdrawn']) })
    .meta({ id: 'ConsentTrigger', description: 'Marketing consent is given or withdrawn; an opt-out withdraws it.' }),

  listensTo: () => ['contact.consent_changed'],
  matches: ({ marketing }, { data }) => data['marketing'] === marketing,
});
