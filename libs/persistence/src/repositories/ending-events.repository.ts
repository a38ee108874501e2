import { seenEventOf } from '@threadline/contracts';
import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** An event that ends or disarms runs. */
export interface EndingEvent {
  type: string;
  data: Record<string, unknown>;
}

/** Keeps an event that ends or disarms runs of the contact. */
export async function storeEnding(
  tx: Tx,
  contactId: string,
  event: { workspaceid: string; source: string; id: string; type: string; time: string; data: object },
): Promise<void> {
  await tx.query(
    `insert into ending_event (id, contact_id, type, happened_at, data) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [seenEventOf(event), contactId, event.type, event.time, JSON.stringify(event.data)],
  );
}

/** What would have ended or disarmed runs of the contact after a moment, orders included: it ends what an older event would arm. */
export async function endingsSince(tx: Tx, contactId: string, since: number): Promise<EndingEvent[]> {
  return tx.query<EndingEvent[]>(
    `select type, data from ending_event where contact_id = $1 and happened_at > $2
     union all select 'shop.order.placed', data from shop_order where contact_id = $1 and is_placed and placed_at > $2`,
    [contactId, at(since)],
  );
}
