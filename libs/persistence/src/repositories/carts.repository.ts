import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';
import { at } from './runs.repository.js';

/** What a shop tells of a cart. What it does not tell is not known to have changed. */
export interface CartNews {
  workspaceId: string;
  contactId: string;
  cartId: string;
  /** Which shop. */
  source: string;
  changedAt: number;
  total?: number | undefined;
  currency?: string | undefined;
  items?: readonly object[] | undefined;
  checkoutUrl?: string | undefined;
}

const insert = `insert into shop_cart as c (workspace_id, cart_id, contact_id, source, changed_at, total, currency, items, checkout_url, ordered_at, order_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (workspace_id, cart_id)`;

const told = ['total', 'currency', 'items', 'checkout_url'].map(
  (fact) => `${fact} = coalesce(excluded.${fact}, c.${fact})`,
);

/** Keeps a cart as it stands. News older than what is known changes nothing, and nothing changes a cart that was ordered. */
export async function storeCart(tx: Tx, cart: CartNews): Promise<void> {
  await tx.query(
    `${insert} do update set contact_id = excluded.contact_id, source = excluded.source, changed_at = excluded.changed_at, ${told.join(', ')}
     where c.order_id is null and c.changed_at <= excluded.changed_at`,
    row(cart),
  );
}

/** An order turns its cart into an ordered one, be the cart known or not: one that comes late stays ordered. */
export async function orderCart(tx: Tx, { orderId, ...cart }: CartNews & { orderId: string }): Promise<void> {
  await tx.query(
    `${insert} do update set ordered_at = excluded.ordered_at, order_id = excluded.order_id where c.order_id is null`,
    row(cart, orderId),
  );
}

const row = (cart: CartNews, orderId: string | null = null) => [
  cart.workspaceId,
  cart.cartId,
  cart.contactId,
  cart.source,
  at(cart.changedAt),
  cart.total,
  cart.currency,
  cart.items && JSON.stringify(cart.items),
  cart.checkoutUrl,
  orderId === null ? null : at(cart.changedAt),
  orderId,
];

/** A cart as people look at it. */
export interface CartDetails {
  cartId: string;
  source: string;
  total: number | null;
  currency: string | null;
  items: Record<string, unknown>[] | null;
  checkoutUrl: string | null;
  changedAt: Date;
  orderedAt: Date | null;
  orderId: string | null;
}

/** A contact's carts, the one that changed last first. */
export async function cartsPage(tx: Tx, contactId: string, page: PageRequest): Promise<Page<CartDetails>> {
  const rows = await tx.query<(CartDetails & { position: Position })[]>(
    `select cart_id as "cartId", source, total::float8 as total, currency, items, checkout_url as "checkoutUrl", changed_at as "changedAt",
       ordered_at as "orderedAt", order_id as "orderId", ${positionOf('changed_at', 'cart_id')}
     from shop_cart where contact_id = $1 and (changed_at, cart_id) < ($2, $3) order by changed_at desc, cart_id desc limit $4`,
    [contactId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}
