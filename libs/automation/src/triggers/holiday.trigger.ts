import { z } from 'zod';
import { closedAt, periodOf, Repeat } from './closed-period.js';
import { messageReceived } from './customer-message.trigger.js';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

/** A contact wrote on a holiday, and nothing else answers. */
export const holiday = defineTrigger({
  schema: z
    .strictObject({ ...eventTriggerBase, type: z.literal('holiday'), repeat: Repeat })
    .meta({ id: 'HolidayTrigger', description: 'A message on a holiday that no other automatic reply took.' }),

  listensTo: () => [messageReceived],
  matches: (_, event, facts) => closedAt(event, facts)?.because === 'holiday',
  claim: () => ({ by: 'holiday', priority: 0 }),
  occasion: ({ repeat }, event, facts) => (repeat === 'every_message' ? undefined : periodOf(event, facts)),
});
