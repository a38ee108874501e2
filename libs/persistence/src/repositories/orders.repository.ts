import type { Touch } from '@threadline/automation';
import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** An order that a contact has placed. */
export interface PlacedOrder {
  workspaceId: string;
  contactId: string;
  orderId: string;
  placedAt: number;
  total?: number | undefined;
  currency?: string | undefined;
  data: Record<string, unknown>;
}

/** Whether refunds have come to the whole of an order. Nothing given back is no refund, be the order free. */
const isRefunded = (refunded: string, total: string) => `(${refunded} > 0 and ${refunded} >= coalesce(${total}, 0))`;

/**
 * Stores an order. Says whether it may be credited: it is new, and nobody has called it off. One that was called off before it
 * was told of gets its facts now; refunds of parts may turn out to be the whole.
 */
export async function storeOrder(tx: Tx, order: PlacedOrder): Promise<boolean> {
  const rows = await tx.query<{ called_off: boolean }[]>(
    `insert into shop_order (workspace_id, order_id, contact_id, placed_at, total, currency, data) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (workspace_id, order_id) do update set is_placed = true, placed_at = excluded.placed_at, total = excluded.total,
       currency = excluded.currency, data = excluded.data, reversed_at = coalesce(shop_order.reversed_at,
         case when ${isRefunded('shop_order.refunded', 'excluded.total')} then excluded.placed_at end)
       where not shop_order.is_placed
     returning reversed_at is not null as called_off`,
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
  return rows[0]?.called_off === false;
}

/** That money for an order was given back, or that it will not be delivered. */
export interface CalledOff {
  workspaceId: string;
  contactId: string;
  orderId: string;
  at: number;
  /** What the event says that the order came to. */
  total?: number | undefined;
  /** All of it, or the money that this refund gave back: several may come to the whole. */
  back: 'all' | number;
}

/**
 * Records what was called off of an order, be it known yet or not: once for each event. Returns the run that had the credit and
 * loses it, because nothing of the order stands any more.
 */
export async function callOff(
  tx: Tx,
  { workspaceId, contactId, orderId, total, back, ...off }: CalledOff,
): Promise<string | undefined> {
  const isAll = back === 'all';
  await tx.query(
    `insert into shop_order as o (workspace_id, order_id, contact_id, placed_at, data, is_placed, total, refunded, reversed_at)
     values ($1, $2, $3, $4, '{}', false, $5, $6, $7)
     on conflict (workspace_id, order_id) do update set total = coalesce(o.total, excluded.total),
       refunded = coalesce(o.refunded + excluded.refunded, excluded.refunded, o.refunded),
       reversed_at = coalesce(o.reversed_at, excluded.reversed_at)`,
    [workspaceId, orderId, contactId, at(off.at), total, isAll ? null : back, isAll ? at(off.at) : null],
  );
  const isReversed = isAll || (await reverseRefunded(tx, { workspaceId, orderId, ...off }));
  return isReversed ? takeCredit(tx, { workspaceId, orderId }) : undefined;
}

/** Whether the last refund made the order a refunded one. What an order comes to that is not known yet, its placing will say. */
async function reverseRefunded(
  tx: Tx,
  { workspaceId, orderId, ...off }: Pick<CalledOff, 'workspaceId' | 'orderId' | 'at'>,
): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update shop_order set reversed_at = $3 where workspace_id = $1 and order_id = $2 and reversed_at is null
       and (is_placed or total is not null) and ${isRefunded('refunded', 'total')}`,
    [workspaceId, orderId, at(off.at)],
  );
  return touched === 1;
}

/** Whose an order is, and what it came to. */
export interface KnownOrder {
  contactId: string;
  total: number | null;
  currency: string | null;
}

/** An order by its id; undefined when it is not known. */
export async function findOrder(
  tx: Tx,
  { workspaceId, orderId }: { workspaceId: string; orderId: string },
): Promise<KnownOrder | undefined> {
  const [row] = await tx.query<KnownOrder[]>(
    `select contact_id as "contactId", total, currency from shop_order where workspace_id = $1 and order_id = $2`,
    [workspaceId, orderId],
  );
  return row;
}

/** A run that reached the contact before the order. */
export interface RunTouch extends Touch {
  runId: string;
}

/** The last touch of each kind by each run of the contact between two moments, the last touch first. */
export async function touchesOf(tx: Tx, contactId: string, between: { from: number; to: number }): Promise<RunTouch[]> {
  return tx.query<RunTouch[]>(
    `select m.run_id as "runId", t.by, (extract(epoch from max(t.at)) * 1000)::bigint as at from message m
     cross join lateral (values ('delivery', m.delivered_at), ('read', m.read_at), ('click', m.clicked_at)) t(by, at)
     where m.contact_id = $1 and m.run_id is not null and m.direction = 'out' and t.at between $2 and $3
     group by m.run_id, t.by order by max(t.at) desc, m.run_id, t.by`,
    [contactId, at(between.from), at(between.to)],
  );
}

interface Credit {
  workspaceId: string;
  orderId: string;
  runId: string;
  model: string;
}

/** Credits an order to a run. Once: a later call changes nothing. Says whether it did. */
export async function creditOrder(tx: Tx, { workspaceId, orderId, runId, model }: Credit): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update shop_order set credited_run_id = $3, credit_model = $4
     where workspace_id = $1 and order_id = $2 and credited_run_id is null and reversed_at is null`,
    [workspaceId, orderId, runId, model],
  );
  return touched === 1;
}

/** Takes the credit for an order back. Returns the run that had it. */
export async function takeCredit(
  tx: Tx,
  { workspaceId, orderId }: Pick<Credit, 'workspaceId' | 'orderId'>,
): Promise<string | undefined> {
  const [rows] = await tx.query<[{ run_id: string }[], number]>(
    `update shop_order o set credited_run_id = null, credit_model = null from shop_order was
     where was.workspace_id = o.workspace_id and was.order_id = o.order_id
       and o.workspace_id = $1 and o.order_id = $2 and o.credited_run_id is not null
     returning was.credited_run_id as run_id`,
    [workspaceId, orderId],
  );
  return rows[0]?.run_id;
}

/** An order as crediting looks at it again. */
export interface StoredOrder extends PlacedOrder {
  creditedRunId: string | null;
}

/** The contact's orders that stand, the first one first. */
export async function standingOrdersBy(tx: Tx, contactId: string): Promise<StoredOrder[]> {
  return tx.query<StoredOrder[]>(
    `select workspace_id as "workspaceId", contact_id as "contactId", order_id as "orderId", data,
       (extract(epoch from placed_at) * 1000)::bigint as "placedAt", total::float8 as total, currency,
       credited_run_id as "creditedRunId"
     from shop_order where contact_id = $1 and is_placed and reversed_at is null order by placed_at, order_id`,
    [contactId],
  );
}

/** Contacts that have orders, of one workspace or of all, by id, after a given one. */
export async function contactsWithOrders(
  tx: Tx,
  { workspaceId, after, limit }: { workspaceId?: string | undefined; after: string; limit: number },
): Promise<string[]> {
  const rows = await tx.query<{ contact_id: string }[]>(
    `select distinct contact_id from shop_order where contact_id > $1 and ($3::uuid is null or workspace_id = $3)
     order by contact_id limit $2`,
    [after, limit, workspaceId],
  );
  return rows.map((row) => row.contact_id);
}
