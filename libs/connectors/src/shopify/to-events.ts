import { z } from 'zod';
import type { ToldEvent } from '../inbound/told-event.js';
import { consentEvents, customerEvents } from './customers.js';
import { fulfilledEvents, orderEvents, parcelEvents, refundEvents } from './orders.js';
import type { ShopifySettings } from './connection.js';
import { cartEvents, checkoutEvents } from './carts.js';
import { Cart, Checkout, ConsentUpdate, Customer, Order, Parcel, Refund } from './payloads.js';

/** What Shopify says of a webhook beside its body. */
export interface ShopifyDelivery {
  settings: ShopifySettings;
  /**
   * Tells this change from others of the same thing: the id of the event, which repeats and deliveries to several subscriptions
   * share, else that of the delivery.
   */
  change?: string | undefined;
  /** When it happened, for bodies that do not say so. */
  triggeredAt: string;
}

type Read = (body: unknown, delivery: ShopifyDelivery) => ToldEvent[];

const reading =
  <S extends z.ZodType>(schema: S, tell: (read: z.infer<S>, delivery: ShopifyDelivery) => ToldEvent[]): Read =>
  (body, delivery) =>
    tell(schema.parse(body), delivery);

/** What each topic tells: https://shopify.dev/docs/api/webhooks/latest. Of other topics we have no use. */
const topics: Readonly<Record<string, Read>> = {
  'carts/create': reading(Cart, cartEvents),
  'carts/update': reading(Cart, cartEvents),
  'checkouts/create': reading(Checkout, checkoutEvents),
  'checkouts/update': reading(Checkout, checkoutEvents),
  'orders/create': reading(Order, orderEvents('placed')),
  'orders/paid': reading(Order, orderEvents('paid')),
  'orders/updated': reading(Order, orderEvents('updated')),
  'orders/cancelled': reading(Order, orderEvents('cancelled')),
  'orders/fulfilled': reading(Order, fulfilledEvents),
  'fulfillments/create': reading(Parcel, parcelEvents),
  'refunds/create': reading(Refund, refundEvents),
  'customers/create': reading(Customer, customerEvents('created')),
  'customers/update': reading(Customer, customerEvents('updated')),
  'customers_marketing_consent/update': reading(ConsentUpdate, consentEvents),
  'customers_email_marketing_consent/update': reading(ConsentUpdate, consentEvents),
};

export const shopifyTopics: readonly string[] = Object.keys(topics);

/**
 * What a webhook tells; undefined for a topic that we have no use for.
 * @throws {z.ZodError} when the body is not what the topic is about
 */
export function shopifyEvents(topic: string, body: unknown, delivery: ShopifyDelivery): ToldEvent[] | undefined {
  return Object.hasOwn(topics, topic) ? topics[topic]?.(body, delivery) : undefined;
}
