import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const id = z.string().min(1).max(200);
const moment = z.iso.datetime({ offset: true });
const word = z.string().min(1).max(200);
const money = { total: z.number().finite().optional(), currency: z.string().length(3).optional() };

/** Something in a cart or an order. `price` is that of one piece. */
export const ShopItem = z.looseObject({
  productId: id.optional(),
  variantId: id.optional(),
  sku: z.string().max(200).optional(),
  title: z.string().max(500).optional(),
  quantity: z.number().finite().optional(),
  price: z.number().finite().optional(),
});
export type ShopItem = z.infer<typeof ShopItem>;

const items = { items: z.array(ShopItem).max(500).optional() };

/** A contact's cart as it stands now; a later event with the same `cartId` replaces what was known of it. */
export const ShopCartUpdated = cloudEvent(
  'shop.cart.updated',
  z.looseObject({
    contact: ContactReference,
    cartId: id,
    ...money,
    ...items,
    checkoutUrl: z.url().max(2_000).optional(),
  }),
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
    ...items,
    checkoutUrl: z.url().max(2_000).optional(),
  }),
);
export type ShopCheckoutUpdated = z.infer<typeof ShopCheckoutUpdated>;

/** An order as it stands after the event. `status`, `paymentStatus` and `fulfilmentStatus` are the shop's own words. */
const order = {
  contact: ContactReference,
  orderId: id,
  ...money,
  /** The codes it used. */
  coupons: z.array(z.string().max(200)).max(100).optional(),
  ...items,
  /** The number that the customer knows it by. */
  orderNumber: word.optional(),
  cartId: id.optional(),
  checkoutId: id.optional(),
  placedAt: moment.optional(),
  status: word.optional(),
  paymentStatus: word.optional(),
  fulfilmentStatus: word.optional(),
  statusUrl: z.url().max(2_000).optional(),
};

/** A contact ordered. */
export const ShopOrderPlaced = cloudEvent('shop.order.placed', z.looseObject(order));
export type ShopOrderPlaced = z.infer<typeof ShopOrderPlaced>;

/** An order was paid. It may come before the order itself. */
export const ShopOrderPaid = cloudEvent('shop.order.paid', z.looseObject(order));
export type ShopOrderPaid = z.infer<typeof ShopOrderPaid>;

/** Anything of an order changed. */
export const ShopOrderUpdated = cloudEvent('shop.order.updated', z.looseObject(order));
export type ShopOrderUpdated = z.infer<typeof ShopOrderUpdated>;

/** An order will not be delivered. */
export const ShopOrderCancelled = cloudEvent('shop.order.cancelled', z.looseObject(order));
export type ShopOrderCancelled = z.infer<typeof ShopOrderCancelled>;

/** Money for an order was given back: `refunded` of it, or all of it. */
export const ShopOrderRefunded = cloudEvent(
  'shop.order.refunded',
  z.looseObject({ ...order, refundId: id.optional(), refunded: z.number().finite().nonnegative().optional() }),
);
export type ShopOrderRefunded = z.infer<typeof ShopOrderRefunded>;

const tracking = {
  trackingUrl: z.url().max(2_000).optional(),
  trackingNumber: word.optional(),
  carrier: word.optional(),
};

/** An order is on its way, all of it. */
export const ShopOrderFulfilled = cloudEvent('shop.order.fulfilled', z.looseObject({ ...order, ...tracking }));
export type ShopOrderFulfilled = z.infer<typeof ShopOrderFulfilled>;

/** A parcel of an order is on its way. */
export const ShopFulfilmentCreated = cloudEvent(
  'shop.fulfilment.created',
  z.looseObject({ contact: ContactReference, orderId: id, fulfilmentId: id, ...tracking }),
);
export type ShopFulfilmentCreated = z.infer<typeof ShopFulfilmentCreated>;

const customer = z.looseObject({
  contact: ContactReference,
  customerId: id,
  tags: z.array(word).max(250).optional(),
});

/** A shop has a new customer. */
export const ShopCustomerCreated = cloudEvent('shop.customer.created', customer);
export type ShopCustomerCreated = z.infer<typeof ShopCustomerCreated>;

/** A customer's details changed in the shop. */
export const ShopCustomerUpdated = cloudEvent('shop.customer.updated', customer);
export type ShopCustomerUpdated = z.infer<typeof ShopCustomerUpdated>;

/**
 * A customer said yes or no to marketing in the shop, of one channel. Shops know no consent to WhatsApp: `coversWhatsApp` says
 * that the workspace's form asks for it together with that channel. Only then our own record of consent follows.
 */
export const ShopConsentChanged = cloudEvent(
  'shop.customer.consent_changed',
  z.looseObject({
    contact: ContactReference,
    customerId: id.optional(),
    marketing: z.enum(['given', 'withdrawn']),
    channel: word,
    coversWhatsApp: z.boolean().default(false),
    /** How it was given, in the shop's words: what proves it. */
    proof: z.string().max(2_000).optional(),
  }),
);
export type ShopConsentChanged = z.infer<typeof ShopConsentChanged>;

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
  ShopOrderPaid,
  ShopOrderUpdated,
  ShopOrderCancelled,
  ShopOrderRefunded,
  ShopOrderFulfilled,
  ShopFulfilmentCreated,
  ShopCustomerCreated,
  ShopCustomerUpdated,
  ShopConsentChanged,
  ShopReviewReceived,
] as const;
