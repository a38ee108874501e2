import { addNotes, markUnread } from '@threadline/persistence';
import type { Apply } from './changing.js';

/** Notes are for operators; they are never sent. */
export const addNotesToChat: Apply<'note_added'> = async (changing, changes) => {
  const conversationId = await changing.conversation();
  if (conversationId === undefined) return [changing.noChat('note_added')];
  const to = { conversationId, runId: changing.run.id, at: changing.now };
  const added = await addNotes(changing.tx, to, changes);
  return changes
    .filter(({ id }) => added.includes(id))
    .map(({ id }) => changing.tell('conversation.note_added', id, { conversationId, noteId: id }));
};

export const markChatUnread: Apply<'marked_unread'> = async (changing, [change]) => {
  const conversationId = await changing.conversation();
  if (conversationId === undefined) return [changing.noChat('marked_unread')];
  const isNew = await markUnread(changing.tx, conversationId);
  return isNew && change ? [changing.tell('conversation.marked_unread', change.id, { conversationId })] : [];
};
