import { z } from 'zod';
import { defineTrigger, triggerBase } from './define-trigger.js';

/** The type of the event that stands for a start by the API, a campaign or another automation. */
export const startedManually = 'manual';

/** Somebody starts the automation for a contact. */
export const manual = defineTrigger({
  schema: z
    .strictObject({ ...triggerBase, type: z.literal('manual') })
    .meta({ id: 'ManualTrigger', description: 'The API, a campaign or another automation starts it.' }),

  listensTo: () => [startedManually],
});
