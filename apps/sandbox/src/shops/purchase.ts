import type { ShopCustomer, ShopItem } from './shop-requests.js';

/** Money that went back, in the shop's currency. */
export interface Refund {
  id: number;
  amount: number;
  at: number;
}

/** What somebody is buying, from the cart to the last refund. Moments are epoch milliseconds. */
export interface Purchase {
  /** The number that shops give: of the checkout and of the order. */
  id: number;
  cartId: string;
  customer: ShopCustomer;
  items: ShopItem[];
  coupons: string[];
  startedAt: number;
  changedAt: number;
  placedAt?: number;
  paidAt?: number;
  cancelledAt?: number;
  refunds: Refund[];
}

/** Reckoned in cents: shops write money with two decimals. */
export const totalOf = ({ items }: Purchase): number =>
  items.reduce((sum, { quantity, price }) => sum + quantity * Math.round(price * 100), 0) / 100;

/** What has not been given back yet. */
export const leftOf = (purchase: Purchase): number =>
  purchase.refunds.reduce((left, { amount }) => left - Math.round(amount * 100), Math.round(totalOf(purchase) * 100)) /
  100;
