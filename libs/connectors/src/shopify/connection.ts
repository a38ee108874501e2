import { z } from 'zod';

const channels = ['sms', 'email'] as const;

/** What is to be known of a shop at Shopify. */
export const ShopifySettings = z
  .strictObject({
    shopDomain: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/,
        'must be the domain that Shopify gave, such as my-shop.myshopify.com',
      )
      .describe('Domain that Shopify gave the shop; webhooks of other shops are refused'),
    consentChannels: z
      .array(z.enum(channels))
      .max(channels.length)
      .default([])
      .describe('Channels whose consent form in the shop also asks for WhatsApp; Shopify itself knows no such consent'),
  })
  .meta({ id: 'ShopifySettings' });
export type ShopifySettings = z.infer<typeof ShopifySettings>;

export const ShopifySecrets = z
  .strictObject({
    webhookSecret: z.string().min(16).max(200).describe("The app's client secret, with which Shopify signs webhooks"),
  })
  .meta({ id: 'ShopifySecrets' });
export type ShopifySecrets = z.infer<typeof ShopifySecrets>;
