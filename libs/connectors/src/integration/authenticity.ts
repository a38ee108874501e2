import { hmacBase64, isSameText } from '../inbound/hmac.js';
import type { IntegrationSettings } from './connection.js';

/** A request as it came, headers by their lower-case names. */
export interface ReceivedRequest {
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: Buffer;
}

/** A signature is taken this long before and after its moment. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const toleranceMs = 5 * 60 * 1_000;
const prefix = 'whsec_';

/** Whether a request was sent by who knows one of the secrets. */
export const isAuthentic = (
  request: ReceivedRequest,
  auth: IntegrationSettings['auth'],
  given: { secrets: readonly string[]; now: number },
): boolean => (auth === 'bearer' ? hasBearer(request, given.secrets) : isSignedByStandardWebhooks(request, given));

function hasBearer({ headers }: ReceivedRequest, secrets: readonly string[]): boolean {
  const token = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
  return secrets.map((secret) => isSameText(token, secret)).includes(true);
}

/** Any of several signatures may be ours: senders sign with the old secret and the new one while they change it. */
function isSignedByStandardWebhooks(
  { headers, rawBody }: ReceivedRequest,
  { secrets, now }: { secrets: readonly string[]; now: number },
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': header } = headers;
  if (id === undefined || header === undefined || !/^\d{1,12}$/.test(timestamp ?? '')) return false;
  if (Math.abs(now - Number(timestamp) * 1_000) > toleranceMs) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), rawBody]);
  const signatures = header.split(' ').slice(0, 10);
  return secrets
    .flatMap((secret) => {
      const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64');
      const expected = `v1,${hmacBase64(signed, key)}`;
      return signatures.map((signature) => isSameText(signature, expected));
    })
    .includes(true);
}
