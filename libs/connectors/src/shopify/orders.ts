import { shortened, webAddress, without } from '../inbound/leniently.js';
import { isRecent } from '../inbound/recent.js';
import type { ToldEvent } from '../inbound/told-event.js';
import { boughtOf, cartIdOf, changeOf } from './carts.js';
import type { Order, Parcel, Refund } from './payloads.js';
import { buyerOf, receiverOf } from './people.js';
import type { ShopifyDelivery } from './to-events.js';

type Happening = 'placed' | 'paid' | 'updated' | 'cancelled' | 'fulfilled';

/** News of an order. What happens to an order once has an id without a change in it: another webhook of it is a repeat. */
export const orderEvents =
  (happening: Happening) =>
  (order: Order, delivery: ShopifyDelivery): ToldEvent[] => [
    orderEvent(order, happening, delivery),
    ...(happening === 'updated' ? refundsOf(order, delivery) : []),
  ];

export const fulfilledEvents = (order: Order, delivery: ShopifyDelivery): ToldEvent[] => {
  const event = orderEvent(order, 'fulfilled', delivery);
  return [{ ...event, data: { ...event.data, ...trackingOf(order.fulfillments.at(-1)) } }];
};

/** A parcel, of which an order may have several. */
export const parcelEvents = (parcel: Parcel, delivery: ShopifyDelivery): ToldEvent[] => [
  {
    type: 'shop.fulfilment.created',
    id: `order/${parcel.order_id}/fulfilment/${parcel.id}`,
    time: parcel.created_at ?? delivery.triggeredAt,
    person: receiverOf(parcel),
    orderId: parcel.order_id,
    data: { orderId: parcel.order_id, fulfilmentId: parcel.id, ...trackingOf(parcel) },
  },
];

/** A refund names no person: the contact is that of its order. The order's next update tells it as well, under the same id. */
export const refundEvents = (refund: Refund, delivery: ShopifyDelivery): ToldEvent[] =>
  refund.order_id === undefined ? [] : [{ ...refundEvent(refund, refund.order_id, delivery), person: {} }];

/** Refunds that an update of the order tells, which names the person. Old ones were told long ago. */
const refundsOf = (order: Order, delivery: ShopifyDelivery): ToldEvent[] =>
  order.refunds
    .filter(({ created_at }) => isRecent(created_at, order.updated_at ?? delivery.triggeredAt))
    .map((refund) => {
      const event = refundEvent(refund, order.id, delivery);
      return {
        ...event,
        person: buyerOf(delivery.settings.shopDomain, order),
        data: { ...dataOf(order), ...event.data },
      };
    });

const refundEvent = (refund: Refund, orderId: string, { triggeredAt }: ShopifyDelivery) => ({
  type: 'shop.order.refunded',
  id: `order/${orderId}/refund/${refund.id}`,
  time: refund.created_at ?? triggeredAt,
  orderId,
  data: { orderId, refundId: refund.id, ...without({ refunded: refundedBy(refund) }) },
});

/** The money that went back. A refund that gives none, such as a mere restock, has no transactions. */
const refundedBy = ({ transactions }: Refund): number =>
  transactions
    .filter(({ kind, status }) => kind === 'refund' && status !== 'failure' && status !== 'error')
    .reduce((sum, { amount }) => sum + (amount ?? 0), 0);

function orderEvent(order: Order, happening: Happening, delivery: ShopifyDelivery): ToldEvent {
  const name = ['order', order.id, happening];
  const change = changeOf(order, name, delivery);
  return {
    type: `shop.order.${happening}`,
    id: happening === 'updated' ? change.id : name.join('/'),
    time: timeOf(order, happening) ?? change.time,
    person: buyerOf(delivery.settings.shopDomain, order),
    orderId: order.id,
    data: dataOf(order),
  };
}

const timeOf = (order: Order, happening: Happening): string | undefined => {
  if (happening === 'placed') return order.processed_at ?? order.created_at;
  return happening === 'cancelled' ? order.cancelled_at : undefined;
};

const dataOf = (order: Order) => ({
  orderId: order.id,
  ...boughtOf(order),
  ...without({
    orderNumber: shortened(order.name),
    cartId: cartIdOf({ cart: order.cart_token, checkout: order.checkout_token }),
    checkoutId: order.checkout_token,
    placedAt: order.processed_at ?? order.created_at,
    status: order.cancelled_at ? 'cancelled' : order.closed_at ? 'closed' : 'open',
    paymentStatus: shortened(order.financial_status),
    fulfilmentStatus: shortened(order.fulfillment_status),
    coupons: order.discount_codes.map(({ code }) => code).slice(0, 50),
    statusUrl: webAddress(order.order_status_url),
    isTest: order.test,
  }),
});

const trackingOf = (parcel: Partial<Pick<Parcel, 'tracking_url' | 'tracking_number' | 'tracking_company'>> = {}) =>
  without({
    trackingUrl: webAddress(parcel.tracking_url),
    trackingNumber: shortened(parcel.tracking_number),
    carrier: shortened(parcel.tracking_company),
  });
