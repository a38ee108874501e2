import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 over raw bytes in base64, as Shopify and WooCommerce sign. */
export const hmacBase64 = (rawBody: Uint8Array, secret: string | Uint8Array): string =>
  createHmac('sha256', secret).update(rawBody).digest('base64');

/** Whether two texts are the same, in a time that tells nothing of where they differ, nor of how long the expected one is. */
export const isSameText = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** Whether a header signs exactly these bytes with one of the secrets. Every secret is tried, so that the time is the same. */
export function isSignedBase64(rawBody: Uint8Array, header: unknown, secrets: readonly string[]): boolean {
  if (typeof header !== 'string') return false;
  return secrets.map((secret) => isSameText(header, hmacBase64(rawBody, secret))).includes(true);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
