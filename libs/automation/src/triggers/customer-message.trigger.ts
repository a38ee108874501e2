import { z } from 'zod';
import type { TriggerEvent } from '../engine/world.js';
import { matchesMessage } from '../matching/matches.js';
import { MessageMatch } from '../matching/message-match.js';
import { replyContentOf, type ReceivedContent } from '../matching/reply-content.js';
import { defineTrigger, triggerBase } from './define-trigger.js';

/** The type of the event that carries a contact's message. */
export const messageReceived = 'whatsapp.message.received';

/** A contact wrote. One exact phrase starts one automation. */
export const customerMessage = defineTrigger({
  schema: z
    .strictObject({
      ...triggerBase,
      type: z.literal('customer_message'),
      match: MessageMatch,
      priority: z
        .number()
        .int()
        .min(0)
        .max(1_000)
        .default(0)
        .describe('Among matches that are not exact phrases the highest wins.'),
    })
    .meta({ id: 'CustomerMessageTrigger' }),

  matches(trigger, event) {
    return event.type === messageReceived && matchesMessage(trigger.match, contentOf(event));
  },
});

const contentOf = ({ data }: TriggerEvent) => replyContentOf(data['content'] as ReceivedContent);
