import { z } from 'zod';
import { CallConsent } from '../calls/call-consent.js';
import { TokenBucket } from '../numbers/token-bucket.js';

/** Free messages are allowed for 24 hours from the customer's last one. */
export const windowMs = 24 * 60 * 60 * 1_000;

/** Someone with WhatsApp, as one number knows them: by phone (digits alone), or by user id when they hide it. */
export class Customer {
  name: string | undefined;
  /** When they last wrote, in epoch milliseconds. */
  lastWroteAt: number | undefined;
  hasStoppedMarketing = false;
  readonly calls = new CallConsent();
  /** https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform#rate-limits */
  readonly pair = new TokenBucket(45, 6_000);

  constructor(readonly address: CustomerAddress) {}

  isWindowOpen(now: number): boolean {
    return this.lastWroteAt !== undefined && now - this.lastWroteAt < windowMs;
  }
}

/** How a customer is reached. */
export const CustomerAddress = z.union([z.object({ waId: z.string() }), z.object({ userId: z.string() })]);
export type CustomerAddress = z.infer<typeof CustomerAddress>;

/** The name under which a customer is remembered. */
export const keyOf = (address: CustomerAddress): string => ('waId' in address ? address.waId : address.userId);

const userId = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * Reads a phone number (with `+`, blanks, dashes or brackets) or a business-scoped user id.
 * Like WhatsApp, takes a number without `+` for a national one of the sender's country.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
 */
export function addressOf(text: string, callingCode: string): CustomerAddress | undefined {
  if (userId.test(text)) return { userId: text };
  const compact = text.replaceAll(/[\s()-]/g, '');
  if (!/^\+?\d{4,15}$/.test(compact)) return undefined;
  return { waId: compact.startsWith('+') ? compact.slice(1) : callingCode + compact };
}
