import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

export interface NewNote {
  id: string;
  text: string;
}

/** Adds notes to a chat, in order. Returns the ids of those that were not there yet. */
export async function addNotes(
  tx: Tx,
  to: { conversationId: string; runId: string; at: number },
  notes: readonly NewNote[],
): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `insert into note (id, conversation_id, run_id, text, created_at)
     select n.id, $1, $2, n.text, $3 from jsonb_to_recordset($4) as n(id uuid, text text)
     on conflict (id) do nothing returning id`,
    [to.conversationId, to.runId, at(to.at), JSON.stringify(notes)],
  );
  return rows.map(({ id }) => id);
}

/** Marks a chat unread for operators. Says whether it was not. */
export async function markUnread(tx: Tx, conversationId: string): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update conversation set unread = true where id = $1 and not unread`,
    [conversationId],
  );
  return touched === 1;
}
