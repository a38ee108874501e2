import {
  IntegrationSecrets,
  IntegrationSettings,
  ShopifySecrets,
  ShopifySettings,
  WooCommerceSecrets,
  WooCommerceSettings,
} from '@threadline/connectors';
import { z } from 'zod';

const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('Name by which people and automations call it, unique while it is not revoked');

const longestHandOverSeconds = 7 * 24 * 60 * 60;
const previousValidForSeconds = z
  .number()
  .int()
  .min(0)
  .max(longestHandOverSeconds)
  .default(3_600)
  .describe('How long the secrets that are replaced are still taken; Shopify signs with an old one for up to an hour');

/** The kinds of connections, each with what is to be known of the outside system and what opens it. */
export const connectionKinds = {
  shopify: { settings: ShopifySettings, secrets: ShopifySecrets },
  woocommerce: { settings: WooCommerceSettings, secrets: WooCommerceSecrets },
  integration: { settings: IntegrationSettings, secrets: IntegrationSecrets },
} as const;

export type ConnectionKind = keyof typeof connectionKinds;
export const ConnectionKind = z.enum(Object.keys(connectionKinds) as [ConnectionKind, ...ConnectionKind[]]);

const { shopify, woocommerce, integration } = connectionKinds;
const [isShopify, isWooCommerce, isIntegration] = [
  { kind: z.literal('shopify') },
  { kind: z.literal('woocommerce') },
  { kind: z.literal('integration') },
] as const;

/** A connection to be made. */
export const NewConnection = z.discriminatedUnion('kind', [
  z.strictObject({ ...isShopify, name: Name, ...shopify }),
  z.strictObject({ ...isWooCommerce, name: Name, ...woocommerce }),
  z.strictObject({ ...isIntegration, name: Name, ...integration }),
]);
export type NewConnection = z.infer<typeof NewConnection>;

/** Another name or other settings for a connection, whose kind stays. */
export const ConnectionChange = z.discriminatedUnion('kind', [
  z.strictObject({ ...isShopify, name: Name.optional(), settings: shopify.settings.optional() }),
  z.strictObject({ ...isWooCommerce, name: Name.optional(), settings: woocommerce.settings.optional() }),
  z.strictObject({ ...isIntegration, name: Name.optional(), settings: integration.settings.optional() }),
]);
export type ConnectionChange = z.infer<typeof ConnectionChange>;

/** Other secrets for a connection. */
export const NewSecrets = z.discriminatedUnion('kind', [
  z.strictObject({ ...isShopify, secrets: shopify.secrets, previousValidForSeconds }),
  z.strictObject({ ...isWooCommerce, secrets: woocommerce.secrets, previousValidForSeconds }),
  z.strictObject({ ...isIntegration, secrets: integration.secrets, previousValidForSeconds }),
]);
export type NewSecrets = z.infer<typeof NewSecrets>;
