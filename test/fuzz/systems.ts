import { readdirSync, readFileSync } from 'node:fs';
import {
  hmacBase64,
  integrationEvent,
  IntegrationSettings,
  shopifyEvents,
  ShopifySettings,
  wooCommerceEvents,
  WooCommerceSettings,
  type ToldEvent,
} from '@threadline/connectors';

/** A body as an outside system posts it; `topic` says what it is about where a header does. */
export interface Post {
  readonly topic: string;
  readonly body: unknown;
}

/** A system whose webhooks we take: its connection, bodies as recorded, how they prove themselves, and how we read them. */
export interface OutsideSystem {
  readonly kind: 'shopify' | 'woocommerce' | 'integration';
  readonly settings: object;
  readonly secrets: object;
  readonly posts: readonly Post[];
  headers(bytes: Buffer, topic: string): Record<string, string>;
  /** @throws ZodError when the body is not what its topic is about */
  read(body: unknown, topic: string): ToldEvent[] | undefined;
}

const secret = 'the-secret-of-every-spoilt-webhook';
const at = '2026-03-02T09:30:00.000Z';

const postsIn = (folder: string, topicOf: (file: string) => string): Post[] => {
  const place = new URL(`../payloads/${folder}/`, import.meta.url);
  return readdirSync(place).map((file) => ({
    topic: topicOf(file.replace('.json', '')),
    body: JSON.parse(readFileSync(new URL(file, place), 'utf8')) as unknown,
  }));
};

const shopDomain = 'fuzz.myshopify.com';
const shopify = ShopifySettings.parse({ shopDomain, consentChannels: ['sms', 'email'] });
const shopUrl = 'https://fuzz.example.com';
const wooCommerce = WooCommerceSettings.parse({ shopUrl, consentKey: '_whatsapp_opt_in' });
const integration = IntegrationSettings.parse({
  auth: 'bearer',
  event: {
    path: 'type',
    types: { 'deal.won': 'integration.deal.won', ticket: 'ticket.updated', cart: 'shop.cart.updated' },
  },
  id: 'id',
  time: 'createdAt',
  contact: { phone: 'person.phone', email: 'person.email', firstName: 'person.name.first', country: 'IT' },
  data: { dealId: 'deal.id', cartId: 'deal.id', total: 'deal.amount', 'ticket.tags': 'deal.tags', ticketId: 'deal.id' },
});

/** Every kind of connection that takes webhooks. */
export const systems: readonly OutsideSystem[] = [
  {
    kind: 'shopify',
    settings: shopify,
    secrets: { webhookSecret: secret },
    posts: postsIn(
      'shopify',
      (file) => /^([a-z_]+)-(create|updated?|cancelled|fulfilled|paid)/.exec(file)?.slice(1).join('/') ?? '',
    ),
    headers: (bytes, topic) => ({
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shopDomain,
      'x-shopify-hmac-sha256': hmacBase64(bytes, secret),
      'x-shopify-triggered-at': at,
    }),
    read: (body, topic) => shopifyEvents(topic, body, { settings: shopify, change: undefined, triggeredAt: at }),
  },
  {
    kind: 'woocommerce',
    settings: wooCommerce,
    secrets: { webhookSecret: secret },
    posts: postsIn('woocommerce', (file) => file.split('-')[0] ?? ''),
    headers: (bytes, topic) => ({
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-source': shopUrl,
      'x-wc-webhook-signature': hmacBase64(bytes, secret),
    }),
    read: (body, topic) => wooCommerceEvents(topic, body, { settings: wooCommerce, receivedAt: at }),
  },
  {
    kind: 'integration',
    settings: integration,
    secrets: { secret },
    posts: ['deal.won', 'ticket', 'cart'].flatMap((type) =>
      postsIn('integration', () => '').map(({ topic, body }) => ({ topic, body: { ...(body as object), type } })),
    ),
    headers: () => ({ authorization: `Bearer ${secret}` }),
    read: (body) => {
      const request = { headers: {}, rawBody: Buffer.from(JSON.stringify(body)) };
      const event = integrationEvent(body, integration, { request, receivedAt: Date.parse(at) });
      return event && [event];
    },
  },
];
