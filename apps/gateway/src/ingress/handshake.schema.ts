import { z } from 'zod';

/**
 * How WhatsApp checks that a webhook address is ours.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export const Handshake = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string().max(1_000),
  'hub.challenge': z.string().regex(/^[\w.-]{1,200}$/, 'is no challenge'),
});
export type Handshake = z.infer<typeof Handshake>;
