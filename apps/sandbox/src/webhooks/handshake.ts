import { randomBytes } from 'node:crypto';

/**
 * The verification WhatsApp does before it sends webhooks to an address. Whether the receiver gave the challenge back.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export async function isVerified(url: string, verifyToken: string, timeoutMs: number): Promise<boolean> {
  const challenge = String(randomBytes(4).readUInt32BE());
  const address = new URL(url);
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.challenge', challenge);
  address.searchParams.set('hub.verify_token', verifyToken);
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    return response.status === 200 && (await response.text()) === challenge;
  } catch {
    return false;
  }
}
