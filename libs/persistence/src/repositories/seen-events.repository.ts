import { seenEventOf } from '@threadline/contracts';
import type { Tx } from '../transaction.js';

interface Named {
  workspaceid: string;
  source: string;
  id: string;
}

/** Remembers an event as handled, in the transaction that handles it. Says whether it is new. */
export async function rememberEvent(tx: Tx, event: Named): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into seen_event (workspace_id, event) values ($1, $2) on conflict do nothing returning event`,
    [event.workspaceid, seenEventOf(event)],
  );
  return rows.length > 0;
}

/** Which of the events were handled before, by their names as {@link seenEventOf} gives them. */
export async function seenAmong(tx: Tx, events: readonly Named[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const rows = await tx.query<{ event: string }[]>(
    `select s.event from jsonb_to_recordset($1) as w("workspaceId" uuid, event uuid)
     join seen_event s on s.workspace_id = w."workspaceId" and s.event = w.event`,
    [JSON.stringify(events.map((event) => ({ workspaceId: event.workspaceid, event: seenEventOf(event) })))],
  );
  return new Set(rows.map(({ event }) => event));
}

/** When the newest event was handled that the database knows of, in epoch milliseconds; undefined when there is none. */
export async function newestHandledEvent(tx: Tx): Promise<number | undefined> {
  const [row] = await tx.query<[{ at: number | null }]>(
    `select (extract(epoch from max(seen_at)) * 1000)::bigint as at from seen_event`,
  );
  return row.at ?? undefined;
}
