import { z } from 'zod';
import type { ReceivedMessage } from '../customers/received-message.js';
import { heldBy } from '../messages/card.js';
import type { LedgerEntry } from '../messages/ledger-entry.js';
import type { ChatMessage, Side } from './chat.js';
import { shownContent } from './customer-words.js';

const Reaction = z.object({ message_id: z.string(), emoji: z.string().default('') });
const Edit = z.object({ original_message_id: z.string(), message: z.looseObject({ type: z.string() }) });
const Revocation = z.object({ original_message_id: z.string() });

/** Messages that are no bubble of their own, but change one that is there. */
export const changing: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke']);

/** Puts the last reaction of each side to its message; an empty one takes it back. */
export function addReactions(
  messages: Map<string, ChatMessage>,
  sent: LedgerEntry[],
  received: ReceivedMessage[],
): void {
  const all = [
    ...sent
      .filter(({ type }) => type === 'reaction')
      .map(({ about, text, at }) => ({ from: 'business' as Side, about, emoji: text, at })),
    ...received.flatMap(({ content, at }) => {
      const { data } = content.type === 'reaction' ? Reaction.safeParse(heldBy(content)) : {};
      return data ? [{ from: 'customer' as Side, about: data.message_id, emoji: data.emoji, at }] : [];
    }),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  for (const { from, about = '', emoji } of all) {
    const message = messages.get(about);
    if (!message) continue;
    const others = message.reactions.filter((reaction) => reaction.from !== from);
    message.reactions = emoji === '' ? others : [...others, { from, emoji }];
  }
}

/** A customer may put other words to a message of theirs, or take it back. */
export function applyChanges(messages: Map<string, ChatMessage>, received: ReceivedMessage[]): void {
  for (const { content } of received) {
    const edit = content.type === 'edit' ? Edit.safeParse(heldBy(content)).data : undefined;
    const revocation = content.type === 'revoke' ? Revocation.safeParse(heldBy(content)).data : undefined;
    const original = messages.get(edit?.original_message_id ?? revocation?.original_message_id ?? '');
    if (original?.from !== 'customer') continue;
    delete original.card;
    Object.assign(
      original,
      edit ? { ...shownContent(edit.message), change: 'edited' } : { text: '', change: 'revoked' },
    );
  }
}
