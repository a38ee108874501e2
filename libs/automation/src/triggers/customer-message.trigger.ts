import { z } from 'zod';
import { matchesMessage } from '../matching/matches.js';
import { MessageMatch } from '../matching/message-match.js';
import { replyContentOf, type ReceivedContent } from '../matching/reply-content.js';
import { defineTrigger, eventTriggerBase, type ClaimKind } from './define-trigger.js';

/** The type of the event that carries a contact's message. */
export const messageReceived = 'whatsapp.message.received';

/** A contact wrote. One exact phrase starts one automation on a number. */
export const customerMessage = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('customer_message'),
      match: MessageMatch,
      number: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .describe("WhatsApp's id of the number that is written to. Without it any number of the workspace."),
      priority: z
        .number()
        .int()
        .min(0)
        .max(1_000)
        .default(0)
        .describe('Among matches that are not exact phrases the highest wins.'),
    })
    .meta({ id: 'CustomerMessageTrigger', description: 'An inbound message.' }),

  listensTo: () => [messageReceived],

  matches: ({ match, number }, { data }) =>
    isWrittenTo(number, data['phoneNumberId']) &&
    matchesMessage(match, replyContentOf(data['content'] as ReceivedContent)),

  claim: ({ match, priority }) => ({ by: kindOf(match), priority }),
});

/** A simulated message names no number: it is written to the one that is meant. */
const isWrittenTo = (number: string | undefined, written: unknown): boolean =>
  number === undefined || written === undefined || written === number;

function kindOf(match: MessageMatch): ClaimKind {
  if (typeof match === 'string' || 'exact' in match) return 'phrase';
  return 'button' in match ? 'button' : 'other';
}
