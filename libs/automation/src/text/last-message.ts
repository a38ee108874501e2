import type { ReplyFact } from '../engine/fact.js';
import type { World } from '../engine/world.js';
import { textOf } from '../matching/matches.js';
import { replyContentOf, type ReceivedContent } from '../matching/reply-content.js';
import type { LastMessage } from '../steps/run-view.js';

/** What the contact said last to a run: the reply that was used last, else the message that started the run. */
export function lastMessageOf({
  world: { trigger },
  lastReply,
}: {
  world: World;
  lastReply?: ReplyFact | undefined;
}): LastMessage | undefined {
  if (lastReply) return withText(lastReply);
  const received = trigger.data['content'] as ReceivedContent | undefined;
  return received && withText({ at: trigger.time, messageId: trigger.id, content: replyContentOf(received) });
}

function withText({ at, messageId, content }: Omit<LastMessage, 'text'>): LastMessage {
  const text = textOf(content);
  return { at, messageId, content, ...(text !== undefined && { text }) };
}
