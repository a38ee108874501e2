import type { Happening, Platform, Told } from './platform.js';
import { totalOf, type Purchase, type Refund } from './purchase.js';
import type { ConsentRequest, ShopCustomer, ShopItem, ShopSetup } from './shop-requests.js';
import { base64Signature } from './signature.js';

type Setup = Extract<ShopSetup, { platform: 'shopify' }>;

/**
 * Shopify: an answer within 5 s, 8 repetitions in 4 hours (here within seconds); after the last one the subscription is gone.
 * https://shopify.dev/changelog/updates-to-webhook-retry-mechanism
 */
export const shopify: Platform<Setup> = {
  attempts: 9,
  timeoutMs: 5_000,
  failures: 1,
  isTaken: (status) => status >= 200 && status < 300,

  tell: (happening, { shopDomain }) => tellings(happening, shopDomain),

  headersOf: ({ topic, body, event, webhook, at }, { shopDomain, secret }) => ({
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': base64Signature(body, secret),
    'x-shopify-shop-domain': shopDomain,
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': webhook,
    'x-shopify-event-id': event,
    'x-shopify-triggered-at': moment(at),
  }),
};

function tellings(happening: Happening, shopDomain: string): Told[] {
  switch (happening.what) {
    case 'cart_started':
      return [{ topic: 'checkouts/create', body: checkoutOf(happening.purchase, shopDomain) }];
    case 'cart_changed':
      return [{ topic: 'checkouts/update', body: checkoutOf(happening.purchase, shopDomain) }];
    case 'placed':
      return [
        { topic: 'orders/create', body: orderOf(happening.purchase, shopDomain) },
        { topic: 'checkouts/update', body: checkoutOf(happening.purchase, shopDomain) },
      ];
    case 'paid':
      return [orders('paid', happening.purchase, shopDomain), orders('updated', happening.purchase, shopDomain)];
    case 'cancelled':
      return [orders('cancelled', happening.purchase, shopDomain), orders('updated', happening.purchase, shopDomain)];
    case 'refunded':
      return [
        { topic: 'refunds/create', body: refundOf(happening.purchase, happening.refund) },
        orders('updated', happening.purchase, shopDomain),
      ];
    case 'consent':
      return [{ topic: 'customers_marketing_consent/update', body: consentOf(happening) }];
  }
}

const orders = (what: string, purchase: Purchase, shopDomain: string): Told => ({
  topic: `orders/${what}`,
  body: orderOf(purchase, shopDomain),
});

/** Money is written as decimal text. */
const money = (amount: number) => amount.toFixed(2);
const moment = (at: number) => new Date(at).toISOString();
const momentOrNull = (at: number | undefined) => (at === undefined ? null : moment(at));

/** The phone stands with the customer: at the checkout it is very often null. */
const boughtOf = (purchase: Purchase) => ({
  email: purchase.customer.email ?? null,
  phone: null,
  currency: 'EUR',
  subtotal_price: money(totalOf(purchase)),
  total_price: money(totalOf(purchase)),
  line_items: purchase.items.map(itemOf),
  discount_codes: purchase.coupons.map((code) => ({ code, amount: '0.00', type: 'fixed_amount' })),
  customer: customerOf(purchase.customer),
  billing_address: null,
  shipping_address: null,
  updated_at: moment(purchase.changedAt),
});

const checkoutOf = (purchase: Purchase, shopDomain: string) => ({
  ...boughtOf(purchase),
  id: purchase.id,
  token: checkoutToken(purchase),
  cart_token: purchase.cartId,
  created_at: moment(purchase.startedAt),
  completed_at: momentOrNull(purchase.placedAt),
  closed_at: null,
  abandoned_checkout_url: `https://${shopDomain}/1/checkouts/${checkoutToken(purchase)}/recover?key=abc`,
});

const orderOf = (purchase: Purchase, shopDomain: string) => ({
  ...boughtOf(purchase),
  id: purchase.id,
  name: `#${purchase.id}`,
  order_number: purchase.id,
  cart_token: purchase.cartId,
  checkout_token: checkoutToken(purchase),
  checkout_id: purchase.id,
  financial_status: paymentOf(purchase),
  fulfillment_status: null,
  order_status_url: `https://${shopDomain}/1/orders/${purchase.id}/authenticate?key=abc`,
  created_at: momentOrNull(purchase.placedAt),
  processed_at: momentOrNull(purchase.placedAt),
  cancelled_at: momentOrNull(purchase.cancelledAt),
  closed_at: null,
  cancel_reason: purchase.cancelledAt === undefined ? null : 'customer',
  test: false,
  fulfillments: [],
  refunds: purchase.refunds.map((refund) => refundOf(purchase, refund)),
});

function paymentOf(purchase: Purchase): string {
  const back = purchase.refunds.reduce((sum, { amount }) => sum + amount, 0);
  if (back > 0) return money(back) === money(totalOf(purchase)) ? 'refunded' : 'partially_refunded';
  return purchase.paidAt === undefined ? 'pending' : 'paid';
}

const refundOf = (purchase: Purchase, { id, amount, at }: Refund) => ({
  id,
  order_id: purchase.id,
  created_at: moment(at),
  processed_at: moment(at),
  transactions: [{ id, kind: 'refund', status: 'success', amount: money(amount), currency: 'EUR' }],
});

const consentOf = ({ consent, customerId, at }: { consent: ConsentRequest; customerId: number; at: number }) => ({
  id: customerId,
  phone: consent.customer.phone ?? null,
  sms_marketing_consent: {
    state: consent.marketing === 'given' ? 'subscribed' : 'unsubscribed',
    opt_in_level: consent.marketing === 'given' ? 'single_opt_in' : 'unknown',
    consent_updated_at: moment(at),
    consent_collected_from: 'SHOPIFY',
  },
});

const checkoutToken = ({ cartId }: Purchase) => `checkout-of-${cartId}`;

const customerOf = ({ id, phone, email, firstName, lastName }: ShopCustomer) => ({
  id,
  email: email ?? null,
  phone: phone ?? null,
  first_name: firstName ?? null,
  last_name: lastName ?? null,
});

const itemOf = ({ title, sku, quantity, price }: ShopItem, index: number) => ({
  id: index + 1,
  title,
  sku: sku ?? null,
  quantity,
  price: money(price),
  line_price: money(quantity * price),
});
