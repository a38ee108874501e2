import { z } from 'zod';

/** What is to be known of a shop made with WooCommerce. */
export const WooCommerceSettings = z
  .strictObject({
    shopUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('Address of the shop, as it names itself in webhooks; those of other shops are refused'),
    consentKey: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Key of the meta data of an order or customer that says yes to marketing on WhatsApp, as the checkout form asks for it; WooCommerce itself knows no such consent',
      ),
  })
  .meta({ id: 'WooCommerceSettings' });
export type WooCommerceSettings = z.infer<typeof WooCommerceSettings>;

export const WooCommerceSecrets = z
  .strictObject({
    webhookSecret: z.string().min(16).max(200).describe('Secret of the webhooks, as entered in WooCommerce'),
  })
  .meta({ id: 'WooCommerceSecrets' });
export type WooCommerceSecrets = z.infer<typeof WooCommerceSecrets>;

/** The shop in ids that must differ from those of another shop: small numbers, of which each shop begins at 1. */
export const shopOf = ({ shopUrl }: WooCommerceSettings): string =>
  shopUrl
    .replace(/^https?:\/\//, '')
    .toLowerCase()
    .slice(0, 100);
