import { z } from 'zod';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';
import { oneOrMany } from './one-or-many.js';

/** What shops tell, without the leading `shop.` of the event's type. */
export const shopEvents = [
  'cart.updated',
  'checkout.updated',
  'order.placed',
  'order.paid',
  'order.updated',
  'order.cancelled',
  'order.refunded',
  'order.fulfilled',
  'fulfilment.created',
  'customer.created',
  'customer.updated',
  'customer.consent_changed',
  'review.received',
] as const;

/** Something happened in a shop. */
export const shop = defineTrigger({
  schema: z
    .strictObject({ ...eventTriggerBase, type: z.literal('shop'), event: oneOrMany(shopEvents) })
    .meta({ id: 'ShopTrigger', description: 'A cart, checkout, order, refund, fulfilment, customer or review.' }),

  listensTo: ({ event }) => [event].flat().map((one) => `shop.${one}`),
});
