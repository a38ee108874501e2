import { z } from 'zod';
import type { ReceivedMessage } from '../customers/received-message.js';
import { captionOf, cardOf, heldBy } from '../messages/card.js';
import type { ChatMessage } from './chat.js';

const Reply = z.object({ title: z.string() });

const CallReply = z.object({ response: z.string(), is_permanent: z.boolean().optional() });

const callWords = ({ response, is_permanent }: z.infer<typeof CallReply>) =>
  response === 'accept' ? `Calls allowed${is_permanent ? ' always' : ' for 7 days'}` : 'Calls not allowed';

/** Where a customer's message has its words, by its type. */
const words: Readonly<Record<string, z.ZodType<string>>> = {
  text: z.object({ body: z.string() }).transform(({ body }) => body),
  system: z.object({ body: z.string() }).transform(({ body }) => body),
  button: z.object({ text: z.string() }).transform(({ text }) => text),
  interactive: z.union([
    z.object({ button_reply: Reply }).transform((reply) => reply.button_reply.title),
    z.object({ list_reply: Reply }).transform((reply) => reply.list_reply.title),
    z.object({ call_permission_reply: CallReply }).transform((reply) => callWords(reply.call_permission_reply)),
  ]),
};

/** What a customer's message shows; what nothing is known of shows its type. */
export function shownContent(content: ReceivedMessage['content']): Pick<ChatMessage, 'text' | 'card'> {
  const card = cardOf(content);
  if (card) return { text: captionOf(content), card };
  return { text: words[content.type]?.safeParse(heldBy(content)).data ?? `[${content.type}]` };
}
