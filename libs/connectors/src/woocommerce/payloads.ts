import { z } from 'zod';
import { amount, gmtMoment, Identifier, identifier, leniently, listOf, text } from '../inbound/leniently.js';

/** What is read of WooCommerce's webhooks: resources of its REST API, https://woocommerce.github.io/woocommerce-rest-api-docs/ */
const Address = z.object({ first_name: text, last_name: text, email: text, phone: text, country: text });

const Meta = z.object({ key: z.string(), value: z.unknown() });
export type Meta = z.infer<typeof Meta>;

const Item = z.object({
  product_id: identifier,
  variation_id: identifier,
  sku: text,
  name: text,
  quantity: amount,
  price: amount,
});
export type Item = z.infer<typeof Item>;

export const Order = z.object({
  id: Identifier,
  number: text,
  status: z.string().min(1).max(200),
  currency: text,
  total: amount,
  date_created_gmt: gmtMoment,
  date_modified_gmt: gmtMoment,
  date_paid_gmt: gmtMoment,
  date_completed_gmt: gmtMoment,
  customer_id: identifier,
  billing: leniently(Address),
  shipping: leniently(Address),
  line_items: listOf(Item),
  coupon_lines: listOf(z.object({ code: z.string().min(1).max(200) })),
  refunds: listOf(z.object({ id: Identifier, total: amount })),
  meta_data: listOf(Meta),
  payment_url: text,
});
export type Order = z.infer<typeof Order>;

export const Customer = z.object({
  id: Identifier,
  email: text,
  first_name: text,
  last_name: text,
  billing: leniently(Address),
  shipping: leniently(Address),
  date_created_gmt: gmtMoment,
  date_modified_gmt: gmtMoment,
  meta_data: listOf(Meta),
});
export type Customer = z.infer<typeof Customer>;
