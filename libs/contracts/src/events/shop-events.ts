import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const id = z.string().min(1).max(200);
const money = z.number().finite();

/** A contact's cart as it stands now; a later event with the same `cartId` replaces what was known of it. */
export const ShopCartUpdated = cloudEvent(
  'shop.cart.updated',
  z.looseObject({
    contact: ContactReference,
    cartId: id,
    total: money.optional(),
    currency: z.string().length(3).optional(),
    checkoutUrl: z.url().max(2_000).optional(),
  }),
);
export type ShopCartUpdated = z.infer<typeof ShopCartUpdated>;

/** A contact ordered. */
export const ShopOrderPlaced = cloudEvent(
  'shop.order.placed',
  z.looseObject({
    contact: ContactReference,
    orderId: id,
    cartId: id.optional(),
    total: money.optional(),
    currency: z.string().length(3).optional(),
  }),
);
export type ShopOrderPlaced = z.infer<typeof ShopOrderPlaced>;
