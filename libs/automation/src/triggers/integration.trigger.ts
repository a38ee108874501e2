import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

const EventName = z
  .string()
  .max(180)
  .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i, 'is not a name of an event; write one such as lead.created');

/** Another system told of something. */
export const integration = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('integration'),
      event: EventName.describe('The name by which the other system tells it, without the leading `integration.`.'),
    })
    .meta({ id: 'IntegrationTrigger', description: 'A named event that another system posts.' }),

  listensTo: ({ event }) => [`integration.${event}`],
});
