import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const id = z.string().min(1).max(200);
const money = { total: z.number().finite().optional(), currency: z.string().length(3).optional() };

/** A contact's cart as it stands now; a later event with the same `cartId` replaces what was known of it. */
export const ShopCartUpdated = cloudEvent(
  'shop.cart.updated',
  z.looseObject({ contact: ContactReference, cartId: id, ...money, checkoutUrl: z.url().max(2_000).optional() }),
);
export type ShopCartUpdated = z.infer<typeof ShopCartUpdated>;

/** A contact is about to pay. */
export const ShopCheckoutUpdated = cloudEvent(
  'shop.checkout.updated',
  z.looseObject({
    contact: ContactReference,
    checkoutId: id,
    cartId: id.optional(),
    ...money,
    checkoutUrl: z.url().max(2_000).optional(),
  }),
);
export type ShopCheckoutUpdated = z.infer<typeof ShopCheckoutUpdated>;

/** `coupons` are the codes the order used. */
const order = {
  contact: ContactReference,
  orderId: id,
  ...money,
  coupons: z.array(z.string().max(200)).max(100).optional(),
};

/** A contact ordered. */
export const ShopOrderPlaced = cloudEvent('shop.order.placed', z.looseObject({ ...order, cartId: id.optional() }));
export type ShopOrderPlaced = z.infer<typeof ShopOrderPlaced>;

/** An order will not be delivered. */
export const ShopOrderCancelled = cloudEvent('shop.order.cancelled', z.looseObject(order));
export type ShopOrderCancelled = z.infer<typeof ShopOrderCancelled>;

/** Money for an order was given back: `refunded` of it, or all of it. */
export const ShopOrderRefunded = cloudEvent(
  'shop.order.refunded',
  z.looseObject({ ...order, refunded: z.number().finite().optional() }),
);
export type ShopOrderRefunded = z.infer<typeof ShopOrderRefunded>;

/** An order is on its way. */
export const ShopOrderFulfilled = cloudEvent(
  'shop.order.fulfilled',
  z.looseObject({ ...order, trackingUrl: z.url().max(2_000).optional() }),
);
export type ShopOrderFulfilled = z.infer<typeof ShopOrderFulfilled>;

/** A contact reviewed what it bought. */
export const ShopReviewReceived = cloudEvent(
  'shop.review.received',
  z.looseObject({
    contact: ContactReference,
    reviewId: id,
    orderId: id.optional(),
    rating: z.number().min(0).max(5).optional(),
    text: z.string().max(10_000).optional(),
  }),
);
export type ShopReviewReceived = z.infer<typeof ShopReviewReceived>;

/** Everything shops tell. */
export const shopEventSchemas = [
  ShopCartUpdated,
  ShopCheckoutUpdated,
  ShopOrderPlaced,
  ShopOrderCancelled,
  ShopOrderRefunded,
  ShopOrderFulfilled,
  ShopReviewReceived,
] as const;
