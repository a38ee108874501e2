import { createHmac } from 'node:crypto';

/** As both platforms sign: base64 of HMAC-SHA256 over the bytes of the body. */
export const base64Signature = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(Buffer.from(body)).digest('base64');
