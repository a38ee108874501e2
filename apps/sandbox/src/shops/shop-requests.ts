import { z } from 'zod';

const secret = z.string().min(1).max(200);
const address = z.url({ protocol: /^https?$/ });

/** Which shop it is, and where its webhooks go: to the address of a connection, signed with the connection's secret. */
export const ShopSetup = z.discriminatedUnion('platform', [
  z.strictObject({
    platform: z.literal('shopify'),
    webhookUrl: address,
    secret,
    shopDomain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'is not a domain of Shopify'),
  }),
  z.strictObject({ platform: z.literal('woocommerce'), webhookUrl: address, secret, shopUrl: address }),
]);
export type ShopSetup = z.infer<typeof ShopSetup>;

/**
 * How webhooks come from now on: how often each, and as what they are repeated: the same webhook, or one of another subscription
 * to the same event (Shopify tells them apart; WooCommerce gives every delivery an id of its own).
 */
export const ShopDelivery = z.strictObject({
  repeat: z.number().int().min(1).max(20).default(1),
  repeatAs: z.enum(['same_webhook', 'other_webhook']).default('same_webhook'),
});
export type ShopDelivery = z.infer<typeof ShopDelivery>;

/** Sends what was held. */
export const ShopRelease = z.strictObject({ order: z.enum(['in_order', 'reversed', 'shuffled']).default('in_order') });
export type ShopRelease = z.infer<typeof ShopRelease>;

const words = z.string().min(1).max(200);
const money = z.number().min(0).max(1_000_000_000);

export const ShopCustomer = z.strictObject({
  id: z.number().int().min(1).optional(),
  phone: words.optional(),
  email: words.optional(),
  firstName: words.optional(),
  lastName: words.optional(),
});
export type ShopCustomer = z.infer<typeof ShopCustomer>;

const Item = z.strictObject({ title: words, sku: words.optional(), quantity: z.number().int().min(1), price: money });
export type ShopItem = z.infer<typeof Item>;

/** A cart with its owner, as the checkout knows both. The same id again changes it; what is left out stays. */
export const CartRequest = z.strictObject({
  cartId: z.string().min(1).max(100),
  customer: ShopCustomer.optional(),
  items: z.array(Item).max(100).optional(),
});
export type CartRequest = z.infer<typeof CartRequest>;

/** Places the order of a cart. */
export const OrderRequest = z.strictObject({
  cartId: z.string().min(1).max(100),
  coupons: z.array(words).max(10).default([]),
});
export type OrderRequest = z.infer<typeof OrderRequest>;

/** Gives money back: so much of it, or what is left. */
export const RefundRequest = z.strictObject({ amount: money.optional() });
export type RefundRequest = z.infer<typeof RefundRequest>;

/** A customer says yes or no to marketing. At WooCommerce a plug-in keeps it in meta data under this key. */
export const ConsentRequest = z.strictObject({
  customer: ShopCustomer,
  marketing: z.enum(['given', 'withdrawn']),
  consentKey: words.default('_whatsapp_opt_in'),
});
export type ConsentRequest = z.infer<typeof ConsentRequest>;
