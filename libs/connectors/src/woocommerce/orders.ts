import { shortened, webAddress, without } from '../inbound/leniently.js';
import { isRecent } from '../inbound/recent.js';
import type { ToldEvent } from '../inbound/told-event.js';
import { shopOf } from './connection.js';
import { consentEvent } from './consent.js';
import type { Item, Order } from './payloads.js';
import { buyerOf } from './people.js';
import type { WooCommerceDelivery } from './to-events.js';

/**
 * Of an order that is not placed yet. The checkout makes a draft, which is pending from the moment it is sent until it is paid.
 * https://woocommerce.com/document/managing-orders/order-statuses/
 */
const beforePlacing: ReadonlySet<string> = new Set(['checkout-draft', 'pending', 'failed']);
const placed: ReadonlySet<string> = new Set(['processing', 'on-hold', 'completed']);

/**
 * What an order tells as it stands. WooCommerce says that an order changed, several times for one checkout, and never what: each
 * happening is told under an id of its own, so that it is one event however often the order is sent.
 */
export function orderEvents(order: Order, delivery: WooCommerceDelivery): ToldEvent[] {
  const changedAt = order.date_modified_gmt ?? order.date_created_gmt ?? delivery.receivedAt;
  const person = buyerOf(order, delivery);
  const orderId = `${shopOf(delivery.settings)}/${order.id}`;
  const told: Told = {
    order,
    changedAt,
    base: { person, orderId, data: { orderId, cartId: orderId, ...dataOf(order) } },
  };
  const { consentKey } = delivery.settings;
  return [
    ...(beforePlacing.has(order.status) ? checkoutEvents(told) : happeningsOf(told)),
    ...consentEvent({
      about: `order/${order.id}`,
      changedAt,
      person,
      meta: order.meta_data,
      consentKey,
      saysNo: false,
    }),
  ];
}

interface Told {
  order: Order;
  changedAt: string;
  base: Pick<ToldEvent, 'person' | 'data'> & { orderId: string };
}

const idOf = (order: Order, ...rest: string[]) => ['order', order.id, ...rest].join('/');

/** An order before it is placed is a checkout, and the cart in it. Its hash changes with what is in it, its id does not. */
function checkoutEvents({ order, changedAt, base }: Told): ToldEvent[] {
  const data = {
    ...without({ total: order.total, currency: currencyOf(order), items: order.line_items.map(itemOf) }),
    cartId: base.orderId,
    ...without({ checkoutUrl: webAddress(order.payment_url) }),
  };
  const change = { id: idOf(order, 'cart', order.status, changedAt), time: changedAt, person: base.person };
  return [
    { ...change, type: 'shop.cart.updated', data },
    {
      ...change,
      type: 'shop.checkout.updated',
      id: idOf(order, 'checkout', order.status, changedAt),
      data: { ...data, checkoutId: base.orderId },
    },
  ];
}

/** Only what happened lately: an order that changes after months was placed, paid and sent long ago. */
function happeningsOf({ order, changedAt, base }: Told): ToldEvent[] {
  const once = (happening: string, at: string | undefined): ToldEvent[] =>
    isRecent(at, changedAt)
      ? [{ ...base, type: `shop.order.${happening}`, id: idOf(order, happening), time: at ?? changedAt }]
      : [];
  const startedAt = order.date_paid_gmt ?? order.date_created_gmt;
  return [
    ...(placed.has(order.status) && isRecent(startedAt, changedAt)
      ? once('placed', order.date_paid_gmt ?? changedAt)
      : []),
    ...(order.date_paid_gmt ? once('paid', order.date_paid_gmt) : []),
    { ...base, type: 'shop.order.updated', id: idOf(order, 'updated', order.status, changedAt), time: changedAt },
    ...(order.status === 'cancelled' ? once('cancelled', changedAt) : []),
    ...(order.status === 'completed' ? once('fulfilled', order.date_completed_gmt) : []),
    ...refundsOf({ order, changedAt, base }),
  ];
}

/** Refunds say neither when nor, in the order, for what. One that is whole may come without any in the list. */
function refundsOf({ order, changedAt, base }: Told): ToldEvent[] {
  const event = { ...base, type: 'shop.order.refunded', time: changedAt };
  if (order.refunds.length === 0)
    return order.status === 'refunded' ? [{ ...event, id: idOf(order, 'refund', 'all') }] : [];
  return order.refunds.map(({ id, total }) => ({
    ...event,
    id: idOf(order, 'refund', id),
    data: { ...base.data, refundId: id, ...without({ refunded: total === undefined ? undefined : Math.abs(total) }) },
  }));
}

const dataOf = (order: Order): ToldEvent['data'] => ({
  ...without({
    orderNumber: shortened(order.number),
    total: order.total,
    currency: currencyOf(order),
    items: order.line_items.map(itemOf),
    placedAt: order.date_created_gmt,
    status: order.status,
    paymentStatus: order.date_paid_gmt ? 'paid' : 'pending',
    coupons: order.coupon_lines.map(({ code }) => code).slice(0, 50),
  }),
});

const currencyOf = ({ currency }: Order) => (currency?.length === 3 ? currency : undefined);

const itemOf = (item: Item) =>
  without({
    productId: item.product_id,
    variantId: item.variation_id === '0' ? undefined : item.variation_id,
    sku: shortened(item.sku),
    title: shortened(item.name, 500),
    quantity: item.quantity,
    price: item.price,
  });
