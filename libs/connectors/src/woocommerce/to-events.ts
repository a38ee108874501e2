import type { ToldEvent } from '../inbound/told-event.js';
import type { WooCommerceSettings } from './connection.js';
import { customerEvents } from './customers.js';
import { orderEvents } from './orders.js';
import { Customer, Order } from './payloads.js';

/** What is known of a webhook beside its body. */
export interface WooCommerceDelivery {
  settings: WooCommerceSettings;
  /** When it came, for bodies that do not say when something happened. */
  receivedAt: string;
}

/**
 * What a webhook tells; undefined for a topic that we have no use for. Deletions name nothing but an id: who deletes an order
 * from a list has not cancelled it.
 * @throws {z.ZodError} when the body is not what the topic is about
 */
export function wooCommerceEvents(
  topic: string,
  body: unknown,
  delivery: WooCommerceDelivery,
): ToldEvent[] | undefined {
  switch (topic) {
    case 'order.created':
    case 'order.updated':
    case 'order.restored':
      return orderEvents(Order.parse(body), delivery);
    case 'customer.created':
      return customerEvents(Customer.parse(body), 'created', delivery);
    case 'customer.updated':
      return customerEvents(Customer.parse(body), 'updated', delivery);
    default:
      return undefined;
  }
}
