import { z } from 'zod';
import { amount, flag, Identifier, identifier, leniently, listOf, moment, text } from '../inbound/leniently.js';

/** What is read of Shopify's webhooks: https://shopify.dev/docs/api/webhooks/latest. Money is written as decimal text. */
const Address = z.object({ first_name: text, last_name: text, phone: text, country_code: text });

const MarketingConsent = z.object({
  state: z.string(),
  opt_in_level: text,
  consent_updated_at: moment,
  consent_collected_from: text,
});
export type MarketingConsent = z.infer<typeof MarketingConsent>;

export const Customer = z.object({
  id: identifier,
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  tags: text,
  default_address: leniently(Address),
  sms_marketing_consent: leniently(MarketingConsent),
  email_marketing_consent: leniently(MarketingConsent),
  created_at: moment,
  updated_at: moment,
});
export type Customer = z.infer<typeof Customer>;

const Item = z.object({
  product_id: identifier,
  variant_id: identifier,
  sku: text,
  title: text,
  quantity: amount,
  price: amount,
});
export type Item = z.infer<typeof Item>;

const bought = {
  currency: text,
  total_price: amount,
  line_items: listOf(Item),
  email: text,
  phone: text,
  customer: leniently(Customer),
  billing_address: leniently(Address),
  shipping_address: leniently(Address),
  customer_locale: text,
  created_at: moment,
  updated_at: moment,
};

/** Tokens name carts and checkouts; the number beside them is beyond what JSON readers keep exactly. */
export const Cart = z.object({ ...bought, token: Identifier });
export const Checkout = z.object({
  ...bought,
  token: Identifier,
  cart_token: identifier,
  sms_marketing_phone: text,
  abandoned_checkout_url: text,
  completed_at: moment,
});
export type Checkout = z.infer<typeof Checkout>;

const Fulfilment = z.object({
  id: Identifier,
  tracking_company: text,
  tracking_number: text,
  tracking_url: text,
});

const Transaction = z.object({ kind: text, status: text, amount });
export const Refund = z.object({
  id: Identifier,
  order_id: identifier,
  created_at: moment,
  transactions: listOf(Transaction),
});
export type Refund = z.infer<typeof Refund>;

export const Order = z.object({
  ...bought,
  id: Identifier,
  name: text,
  cart_token: identifier,
  checkout_token: identifier,
  contact_email: text,
  financial_status: text,
  fulfillment_status: text,
  order_status_url: text,
  processed_at: moment,
  cancelled_at: moment,
  closed_at: moment,
  cancel_reason: text,
  test: flag,
  discount_codes: listOf(z.object({ code: z.string().min(1).max(200) })),
  fulfillments: listOf(Fulfilment),
  refunds: listOf(Refund),
});
export type Order = z.infer<typeof Order>;

/** A parcel, as the topic of fulfilments tells it. */
export const Parcel = Fulfilment.extend({
  order_id: Identifier,
  email: text,
  destination: leniently(Address),
  created_at: moment,
  updated_at: moment,
});
export type Parcel = z.infer<typeof Parcel>;

/** What a customer said to marketing. The topics of text messages and e-mail name the customer by different fields. */
export const ConsentUpdate = z.object({
  id: identifier,
  customer_id: identifier,
  phone: text,
  email_address: text,
  sms_marketing_consent: leniently(MarketingConsent),
  email_marketing_consent: leniently(MarketingConsent),
});
