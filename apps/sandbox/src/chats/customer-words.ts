import { z } from 'zod';
import type { ReceivedMessage } from '../customers/received-message.js';
import { captionOf, cardOf, heldBy } from '../messages/card.js';
import type { ChatMessage } from './chat.js';

const Reply = z.object({ title: z.string() });

/** Where a customer's message has its words, by its type. */
const words: Readonly<Record<string, z.ZodType<string>>> = {
  text: z.object({ body: z.string() }).transform(({ body }) => body),
  system: z.object({ body: z.string() }).transform(({ body }) => body),
  button: z.object({ text: z.string() }).transform(({ text }) => text),
  interactive: z
    .union([z.object({ button_reply: Reply }), z.object({ list_reply: Reply })])
    .transform((reply) => ('button_reply' in reply ? reply.button_reply : reply.list_reply).title),
};

/** What a customer's message shows; what nothing is known of shows its type. */
export function shownContent(content: ReceivedMessage['content']): Pick<ChatMessage, 'text' | 'card'> {
  const card = cardOf(content);
  if (card) return { text: captionOf(content), card };
  return { text: words[content.type]?.safeParse(heldBy(content)).data ?? `[${content.type}]` };
}
