import type { CartDetails } from '@threadline/persistence';
import { z } from 'zod';

/** How long an open cart is left alone until people call it abandoned. Shops have no such event: every one draws its own line. */
const abandonedAfterMs = 4 * 60 * 60_000;

/** A cart of a contact. */
export const Cart = z
  .object({
    cartId: z.string(),
    state: z
      .enum(['open', 'abandoned', 'ordered'])
      .describe('`abandoned`: not ordered, and unchanged for four hours. It is open again as soon as it changes'),
    source: z.string().describe('The shop, as its events name it'),
    total: z.number().nullable(),
    currency: z.string().nullable(),
    items: z.array(z.record(z.string(), z.unknown())).nullable().describe('As events of carts tell them'),
    checkoutUrl: z.string().nullable(),
    changedAt: z.iso.datetime().describe("When it changed last, by the shop's clock"),
    orderedAt: z.iso.datetime().nullable(),
    orderId: z.string().nullable(),
  })
  .meta({ id: 'Cart' });
export type Cart = z.infer<typeof Cart>;

/** A cart as it looks at a moment, in epoch milliseconds. */
export const cartView = (cart: CartDetails, now: number): Cart => ({
  cartId: cart.cartId,
  state: stateOf(cart, now),
  source: cart.source,
  total: cart.total,
  currency: cart.currency,
  items: cart.items,
  checkoutUrl: cart.checkoutUrl,
  changedAt: cart.changedAt.toISOString(),
  orderedAt: cart.orderedAt?.toISOString() ?? null,
  orderId: cart.orderId,
});

function stateOf({ orderedAt, changedAt }: CartDetails, now: number): Cart['state'] {
  if (orderedAt) return 'ordered';
  return now - changedAt.getTime() >= abandonedAfterMs ? 'abandoned' : 'open';
}
