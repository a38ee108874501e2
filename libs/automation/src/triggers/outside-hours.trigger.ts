import { z } from 'zod';
import { closedAt, periodOf, Repeat } from './closed-period.js';
import { messageReceived } from './customer-message.trigger.js';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';

/** A contact wrote while nobody works, and nothing else answers. */
export const outsideHours = defineTrigger({
  schema: z.strictObject({ ...eventTriggerBase, type: z.literal('outside_hours'), repeat: Repeat }).meta({
    id: 'OutsideHoursTrigger',
    description: 'A message outside working hours that no other automatic reply took.',
  }),

  listensTo: () => [messageReceived],
  matches: (_, event, facts) => closedAt(event, facts) !== undefined,
  claim: () => ({ by: 'outside_hours', priority: 0 }),
  occasion: ({ repeat }, event, facts) => (repeat === 'every_message' ? undefined : periodOf(event, facts)),
});
