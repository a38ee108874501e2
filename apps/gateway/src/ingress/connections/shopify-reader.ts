import { isSignedBase64, shopifyEvents, ShopifySecrets, ShopifySettings } from '@threadline/connectors';
import { readJson } from '../../http/json-body.js';
import { RequestProblem } from '../../http/problem.js';
import { legible } from './legible.js';
import type { WebhookReader } from './webhook-reader.js';

/** Webhooks of Shopify: https://shopify.dev/docs/apps/build/webhooks/verify-deliveries */
export const shopifyReader: WebhookReader = ({ settings: given, secrets }, { headers, rawBody, now }) => {
  const settings = ShopifySettings.parse(given);
  const keys = secrets.map((each) => ShopifySecrets.parse(each).webhookSecret);
  if (!isSignedBase64(rawBody, headers['x-shopify-hmac-sha256'], keys))
    throw new RequestProblem(
      'bad_signature',
      'X-Shopify-Hmac-Sha256 does not sign this body with the secret of the connection',
    );
  if (headers['x-shopify-shop-domain']?.toLowerCase() !== settings.shopDomain)
    throw new RequestProblem('bad_signature', `X-Shopify-Shop-Domain is not ${settings.shopDomain}`);
  const delivery = {
    settings,
    change: headers['x-shopify-event-id'] ?? headers['x-shopify-webhook-id'],
    triggeredAt: momentIn(headers['x-shopify-triggered-at']) ?? new Date(now).toISOString(),
  };
  const events = legible(() => shopifyEvents(headers['x-shopify-topic'] ?? '', readJson(rawBody), delivery));
  return events && { source: `shopify/${settings.shopDomain}`, events, refusesMisfits: false };
};

function momentIn(header: string | undefined): string | undefined {
  const time = Date.parse(header ?? '');
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
}
