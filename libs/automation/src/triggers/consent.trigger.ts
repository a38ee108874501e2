import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

/** An opt-out is told by an event of its own. */
const optedOut = 'contact.opted_out';

/** Marketing consent was given or withdrawn. */
export const consent = defineTrigger({
  schema: z
    .strictObject({ ...eventTriggerBase, type: z.literal('consent'), marketing: z.enum(['given', 'withdrawn']) })
    .meta({ id: 'ConsentTrigger', description: 'Marketing consent is given or withdrawn; an opt-out withdraws it.' }),

  listensTo: ({ marketing }) => ['contact.consent_changed', ...(marketing === 'withdrawn' ? [optedOut] : [])],
  matches: ({ marketing }, { type, data }) => type === optedOut || data['marketing'] === marketing,
});
