import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** Which rows are forgotten: those made before a moment (epoch milliseconds), so many at a time. */
export interface Retention {
  before: number;
  limit: number;
}

/** Forgets events that were handled long ago: they do not come again. Gives how many rows are gone. */
export const forgetSeenEvents = (tx: Tx, retention: Retention): Promise<number> =>
  forget(
    tx,
    retention,
    `delete from seen_event s using (select workspace_id, event from seen_event where seen_at < $1 limit $2) old
     where s.workspace_id = old.workspace_id and s.event = old.event`,
  );

/** Forgets events that ended runs long ago: nothing older than they are comes any more. */
export const forgetEndingEvents = (tx: Tx, retention: Retention): Promise<number> =>
  forget(
    tx,
    retention,
    `delete from ending_event where id in (select id from ending_event where created_at < $1 limit $2)`,
  );

/** Forgets statuses of messages that never came to be ours: other systems send from the same numbers. */
export const forgetEarlyStatuses = (tx: Tx, retention: Retention): Promise<number> =>
  forget(
    tx,
    retention,
    `delete from early_status s using (select workspace_id, provider_id from early_status where created_at < $1 limit $2) old
     where s.workspace_id = old.workspace_id and s.provider_id = old.provider_id`,
  );

/** Forgets news of orders that never came. */
export const forgetEarlyOrderNews = (tx: Tx, retention: Retention): Promise<number> =>
  forget(
    tx,
    retention,
    `delete from early_order_news where id in (select id from early_order_news where created_at < $1 limit $2)`,
  );

/** Forgets dead letters, whether or not they were sent again; the topic may have them for longer. */
export const forgetDeadLetters = (tx: Tx, retention: Retention): Promise<number> =>
  forget(tx, retention, `delete from dead_letter where id in (select id from dead_letter where died_at < $1 limit $2)`);

/** Forgets what writes under clients' keys were answered. */
export const forgetIdempotencyKeys = (tx: Tx, retention: Retention): Promise<number> =>
  forget(
    tx,
    retention,
    `delete from idempotency_key k using (select workspace_id, key from idempotency_key where created_at < $1 limit $2) old
     where k.workspace_id = old.workspace_id and k.key = old.key and k.created_at < $1`,
  );

/** Forgets files whose ids WhatsApp has forgotten by then. */
export const forgetMediaUploads = (tx: Tx, retention: Retention): Promise<number> =>
  forget(
    tx,
    retention,
    `delete from media_upload m using (select workspace_id, number_id, link_hash from media_upload where expires_at < $1 limit $2) old
     where m.workspace_id = old.workspace_id and m.number_id = old.number_id and m.link_hash = old.link_hash and m.expires_at < $1`,
  );

async function forget(tx: Tx, { before, limit }: Retention, statement: string): Promise<number> {
  const [, gone] = await tx.query<[unknown[], number]>(statement, [at(before), limit]);
  return gone;
}
