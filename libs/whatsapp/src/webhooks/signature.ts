import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The value of `X-Hub-Signature-256` for a body: HMAC-SHA256 over its raw bytes.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export const signBody = (rawBody: Buffer, appSecret: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`;

/** Whether the header signs exactly these bytes. Takes the same time for every wrong signature and never throws. */
export function isSignedBy(rawBody: Buffer, header: unknown, appSecret: string): boolean {
  if (appSecret === '' || typeof header !== 'string' || !/^sha256=[0-9a-f]{64}$/i.test(header)) return false;
  const expected = Buffer.from(signBody(rawBody, appSecret));
  return timingSafeEqual(expected, Buffer.from(header.toLowerCase()));
}
