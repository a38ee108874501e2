import {
  isSignedBase64,
  shopOf,
  wooCommerceEvents,
  WooCommerceSecrets,
  WooCommerceSettings,
} from '@threadline/connectors';
import { readJson } from '../../http/json-body.js';
import { RequestProblem } from '../../http/problem.js';
import { legible } from './legible.js';
import type { Received, WebhookReader } from './webhook-reader.js';

const longestPing = 60;

/** Webhooks of WooCommerce: https://woocommerce.com/document/webhooks/ */
export const wooCommerceReader: WebhookReader = ({ settings: given, secrets }, received) => {
  if (isPing(received)) return undefined;
  const { headers, rawBody, now } = received;
  const settings = WooCommerceSettings.parse(given);
  const keys = secrets.map((each) => WooCommerceSecrets.parse(each).webhookSecret);
  if (!isSignedBase64(rawBody, headers['x-wc-webhook-signature'], keys))
    throw new RequestProblem(
      'bad_signature',
      'X-WC-Webhook-Signature does not sign this body with the secret of the connection',
    );
  if (headers['x-wc-webhook-source']?.replace(/\/+$/, '') !== settings.shopUrl)
    throw new RequestProblem('bad_signature', `X-WC-Webhook-Source is not ${settings.shopUrl}`);
  const delivery = { settings, receivedAt: new Date(now).toISOString() };
  const events = legible(() => wooCommerceEvents(headers['x-wc-webhook-topic'] ?? '', readJson(rawBody), delivery));
  return events && { source: `woocommerce/${shopOf(settings)}`, events, refusesMisfits: false };
};

/** Saving a webhook sends its number in a form, unsigned; refused, WooCommerce does not activate the webhook. It tells nothing. */
const isPing = ({ headers, rawBody }: Received): boolean =>
  headers['x-wc-webhook-signature'] === undefined &&
  rawBody.length <= longestPing &&
  /^webhook_id=\d+$/.test(rawBody.toString('latin1'));
