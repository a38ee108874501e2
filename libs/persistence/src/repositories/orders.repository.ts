import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

export interface PlacedOrder {
  workspaceId: string;
  contactId: string;
  orderId: string;
  placedAt: number;
  total?: number | undefined;
  currency?: string | undefined;
  data: Record<string, unknown>;
}

/** Stores an order. Says whether it is new: an order is credited once. */
export async function storeOrder(tx: Tx, order: PlacedOrder): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into shop_order (workspace_id, order_id, contact_id, placed_at, total, currency, data) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing returning order_id`,
    [
      order.workspaceId,
      order.orderId,
      order.contactId,
      at(order.placedAt),
      order.total,
      order.currency,
      JSON.stringify(order.data),
    ],
  );
  return rows.length > 0;
}

/** A run that had a message of its read before the order. */
export interface Touch {
  runId: string;
  readAt: number;
}

/** Runs of the contact with a message read between two moments, the last touch first. */
export async function touchesOf(tx: Tx, contactId: string, between: { from: number; to: number }): Promise<Touch[]> {
  return tx.query<Touch[]>(
    `select m.run_id as "runId", (extract(epoch from max(m.read_at)) * 1000)::bigint as "readAt" from message m
     where m.contact_id = $1 and m.run_id is not null and m.read_at between $2 and $3
     group by m.run_id order by max(m.read_at) desc, m.run_id`,
    [contactId, at(between.from), at(between.to)],
  );
}

/** Credits an order to a run. Once: a later call changes nothing. Says whether it did. */
export async function creditOrder(
  tx: Tx,
  credit: { workspaceId: string; orderId: string; runId: string; model: string },
): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update shop_order set credited_run_id = $3, credit_model = $4 where workspace_id = $1 and order_id = $2 and credited_run_id is null`,
    [credit.workspaceId, credit.orderId, credit.runId, credit.model],
  );
  return touched === 1;
}
