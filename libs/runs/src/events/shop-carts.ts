import type { ShopCartUpdated, ShopCheckoutUpdated, ShopOrderPlaced } from '@threadline/contracts';
import { orderCart, storeCart, type CartNews } from '@threadline/persistence';
import type { Work } from '../work.js';
import type { Handled, NewsOfContact } from './handle-event.js';

/**
 * Keeps what an event tells of a cart: how it stands, from the cart or the checkout in it, or that it was ordered. Of events that
 * name no cart nothing is kept. Under the contact's lock.
 */
export async function keepCart({ tx }: Work, { event, contactId }: Handled<NewsOfContact>): Promise<void> {
  if (!isAboutCart(event) || event.data.cartId === undefined) return;
  const { cartId, total, currency, items } = event.data;
  const about = { workspaceId: event.workspaceid, contactId, cartId, source: event.source };
  const cart: CartNews = { ...about, changedAt: Date.parse(event.time), total, currency, items };
  if (event.type === 'shop.order.placed') await orderCart(tx, { ...cart, orderId: event.data.orderId });
  else await storeCart(tx, { ...cart, checkoutUrl: event.data.checkoutUrl });
}

type AboutCart = ShopCartUpdated | ShopCheckoutUpdated | ShopOrderPlaced;

const types: ReadonlySet<string> = new Set<AboutCart['type']>([
  'shop.cart.updated',
  'shop.checkout.updated',
  'shop.order.placed',
]);
const isAboutCart = (event: NewsOfContact): event is AboutCart => types.has(event.type);
