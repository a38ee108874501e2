import { seenEventOf } from '@threadline/contracts';
import type { Tx } from '../transaction.js';

interface Named {
  workspaceId: string;
  orderId: string;
}

/** News of an order, whose contact the order will tell. */
export interface OrderNews {
  workspaceid: string;
  source: string;
  id: string;
  type: string;
  data: object;
}

/** Until the transaction ends, whoever stores this order and whoever keeps news of it wait for each other. */
export async function lockOrder(tx: Tx, { workspaceId, orderId }: Named): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`order/${workspaceId}/${orderId}`]);
}

/** Keeps news of an order that nobody knows yet, once however often it comes. Under {@link lockOrder}. */
export async function keepEarlyNews(tx: Tx, orderId: string, event: OrderNews): Promise<void> {
  await tx.query(
    `insert into early_order_news (id, workspace_id, order_id, event) values ($1, $2, $3, $4) on conflict do nothing`,
    [seenEventOf(event), event.workspaceid, orderId, JSON.stringify(event)],
  );
}

/** Takes what was kept of an order, what came first first. Under {@link lockOrder}. */
export async function takeEarlyNews(tx: Tx, { workspaceId, orderId }: Named): Promise<OrderNews[]> {
  const [rows] = await tx.query<[{ event: OrderNews; created_at: Date }[], number]>(
    `delete from early_order_news where workspace_id = $1 and order_id = $2 returning event, created_at`,
    [workspaceId, orderId],
  );
  return rows.sort((one, other) => Number(one.created_at) - Number(other.created_at)).map(({ event }) => event);
}
