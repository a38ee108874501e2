import { shortened, webAddress, without } from '../inbound/leniently.js';
import type { ToldEvent } from '../inbound/told-event.js';
import type { Cart, Checkout, Item } from './payloads.js';
import { buyerOf } from './people.js';
import type { ShopifyDelivery } from './to-events.js';
import type { z } from 'zod';

/** A cart. Shopify says nothing of its owner; without one it leads to no event of a contact. */
export const cartEvents = (cart: z.infer<typeof Cart>, delivery: ShopifyDelivery): ToldEvent[] => [
  {
    type: 'shop.cart.updated',
    ...changeOf(cart, ['cart', cart.token], delivery),
    person: buyerOf(delivery.settings.shopDomain, cart),
    data: { cartId: cart.token, ...boughtOf(cart) },
  },
];

/**
 * A checkout is a cart whose owner is known: Shopify has no other news of abandoned carts. A completed one tells nothing more,
 * its order does.
 */
export function checkoutEvents(checkout: Checkout, delivery: ShopifyDelivery): ToldEvent[] {
  if (checkout.completed_at) return [];
  const person = buyerOf(delivery.settings.shopDomain, checkout);
  const cartId = cartIdOf({ cart: checkout.cart_token, checkout: checkout.token });
  const data = {
    cartId,
    ...boughtOf(checkout),
    ...without({ checkoutUrl: webAddress(checkout.abandoned_checkout_url) }),
  };
  return [
    { type: 'shop.cart.updated', ...changeOf(checkout, ['cart', cartId], delivery), person, data },
    {
      type: 'shop.checkout.updated',
      ...changeOf(checkout, ['checkout', checkout.token], delivery),
      person,
      data: { ...data, checkoutId: checkout.token },
    },
  ];
}

/** The cart that a checkout or an order came from; some are bought without one. */
export const cartIdOf = (tokens: { cart: string | undefined; checkout: string | undefined }) =>
  tokens.cart || tokens.checkout || undefined;

/** When a thing changed, and the id of that change. */
export const changeOf = (
  thing: { updated_at?: string | undefined },
  name: readonly (string | undefined)[],
  { change, triggeredAt }: ShopifyDelivery,
): Pick<ToldEvent, 'id' | 'time'> => {
  const time = thing.updated_at ?? triggeredAt;
  return { id: [...name, change ?? time].join('/'), time };
};

/** Money and items. */
export const boughtOf = (bought: Pick<Cart | Checkout, 'total_price' | 'currency' | 'line_items'>) =>
  without({ total: bought.total_price, currency: currencyOf(bought.currency), items: bought.line_items.map(itemOf) });

type Cart = z.infer<typeof Cart>;

const currencyOf = (currency: string | undefined) => (currency?.length === 3 ? currency : undefined);

const itemOf = (item: Item) =>
  without({
    productId: item.product_id,
    variantId: item.variant_id,
    sku: shortened(item.sku),
    title: shortened(item.title, 500),
    quantity: item.quantity,
    price: item.price,
  });
