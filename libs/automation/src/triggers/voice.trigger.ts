import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';
import { isAmong, oneOrMany } from './one-or-many.js';

/** How a call may end. */
export const callResults = ['answered', 'missed', 'declined', 'failed'] as const;

/** A voice call with the contact ended. */
export const voice = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('voice'),
      result: oneOrMany(callResults).optional().describe('How the call ended; without it anyhow.'),
      pressed: z
        .string()
        .regex(/^[0-9*#]{1,20}$/, 'is not what is pressed on a phone: digits, * and #')
        .optional()
        .describe('Only when the contact pressed these keys.'),
    })
    .meta({
      id: 'VoiceTrigger',
      description: 'A call ended: answered, missed, declined, failed, or with a key pressed.',
    }),

  listensTo: () => ['voice.call.ended'],
  matches: ({ result, pressed }, { data }) => isAmong(data['result'], result) && isAmong(data['pressed'], pressed),
});
