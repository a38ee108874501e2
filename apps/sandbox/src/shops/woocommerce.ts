import { createHash } from 'node:crypto';
import type { Happening, Platform, Told } from './platform.js';
import { leftOf, totalOf, type Purchase } from './purchase.js';
import type { ConsentRequest, ShopCustomer, ShopItem, ShopSetup } from './shop-requests.js';
import { base64Signature } from './signature.js';

type Setup = Extract<ShopSetup, { platform: 'woocommerce' }>;

/**
 * WooCommerce: nothing is repeated, and more than five failures in a row disable the webhook.
 * https://github.com/woocommerce/woocommerce plugins/woocommerce/includes/class-wc-webhook.php
 */
export const wooCommerce: Platform<Setup> = {
  attempts: 1,
  timeoutMs: 60_000,
  failures: 6,
  isTaken: (status) => status >= 200 && status <= 302,

  tell: (happening, { shopUrl }) => tellings(happening, shopUrl),

  headersOf: ({ topic, body, webhook }, { shopUrl, secret }) => ({
    'user-agent': 'WooCommerce/10.1.0 Hookshot (WordPress/6.8)',
    'x-wc-webhook-source': `${shopUrl}/`,
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-resource': topic.split('.')[0] ?? '',
    'x-wc-webhook-event': topic.split('.')[1] ?? '',
    'x-wc-webhook-signature': base64Signature(body, secret),
    'x-wc-webhook-id': '1',
    'x-wc-webhook-delivery-id': createHash('md5').update(webhook).digest('hex'),
  }),
};

/** There are no carts: an order is made at the checkout, pending until it is paid. A cash order is placed by being put on hold. */
function tellings(happening: Happening, shopUrl: string): Told[] {
  if (happening.what === 'consent') return [{ topic: 'customer.updated', body: accountOf(happening) }];
  const topic = happening.what === 'cart_started' ? 'order.created' : 'order.updated';
  return [{ topic, body: orderOf(happening.purchase, shopUrl) }];
}

const money = (amount: number) => amount.toFixed(2);
/** WooCommerce writes GMT without saying so, to the second. */
const gmt = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString().slice(0, 19));

function statusOf(purchase: Purchase): string {
  if (purchase.refunds.length > 0 && leftOf(purchase) <= 0) return 'refunded';
  if (purchase.cancelledAt !== undefined) return 'cancelled';
  if (purchase.paidAt !== undefined) return 'processing';
  return purchase.placedAt === undefined ? 'pending' : 'on-hold';
}

const orderOf = (purchase: Purchase, shopUrl: string) => ({
  id: purchase.id,
  parent_id: 0,
  number: String(purchase.id),
  order_key: `wc_order_${purchase.id}`,
  status: statusOf(purchase),
  currency: 'EUR',
  total: money(totalOf(purchase)),
  date_created_gmt: gmt(purchase.startedAt),
  date_modified_gmt: gmt(purchase.changedAt),
  date_paid_gmt: gmt(purchase.paidAt),
  date_completed_gmt: null,
  customer_id: purchase.customer.id ?? 0,
  billing: addressOf(purchase.customer),
  shipping: { ...addressOf(purchase.customer), email: null, phone: '' },
  line_items: purchase.items.map(itemOf),
  coupon_lines: purchase.coupons.map((code, index) => ({ id: index + 1, code })),
  refunds: purchase.refunds.map(({ id, amount }) => ({ id, reason: '', total: money(-amount) })),
  meta_data: [],
  payment_url: `${shopUrl}/checkout/order-pay/${purchase.id}/?pay_for_order=true&key=wc_order_${purchase.id}`,
});

const accountOf = ({ consent, customerId, at }: { consent: ConsentRequest; customerId: number; at: number }) => ({
  id: customerId,
  date_created_gmt: gmt(at),
  date_modified_gmt: gmt(at),
  email: consent.customer.email ?? '',
  first_name: consent.customer.firstName ?? '',
  last_name: consent.customer.lastName ?? '',
  billing: addressOf(consent.customer),
  meta_data: [{ id: 1, key: consent.consentKey, value: consent.marketing === 'given' ? 'yes' : 'no' }],
});

const addressOf = ({ phone, email, firstName, lastName }: ShopCustomer) => ({
  first_name: firstName ?? '',
  last_name: lastName ?? '',
  country: 'IT',
  email: email ?? '',
  phone: phone ?? '',
});

const itemOf = ({ title, sku, quantity, price }: ShopItem, index: number) => ({
  id: index + 1,
  name: title,
  product_id: index + 1,
  variation_id: 0,
  quantity,
  total: money(quantity * price),
  sku: sku ?? '',
  price,
});
