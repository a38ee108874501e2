import { z } from 'zod';

/** How a number behaves: which statuses its messages get, when and in which order, its limits, and its own receiver. */
export const Settings = z.strictObject({
  statuses: z.array(z.enum(['sent', 'delivered', 'read', 'failed'])).max(8),
  /** Milliseconds between a message and its first status, and from one status to the next. */
  delayMs: z.number().int().min(0).max(60_000),
  order: z.enum(['in_order', 'shuffled', 'reversed']),
  /** How often each status is sent. */
  repeat: z.number().int().min(1).max(5),
  /** Several updates in one webhook. */
  batch: z.boolean(),
  /** The code a `failed` status carries. */
  failedCode: z.number().int(),
  /** Messages a second, or `null` for no limit. */
  throughput: z.number().int().min(1).max(100_000).nullable(),
  /** At most 45 messages to one contact at once, then one in 6 s. */
  pairLimit: z.boolean(),
  /** Calls and requests for the permission to call are limited per customer: 1 request in a day, 2 in 7 days, 100 calls in a day. */
  callLimits: z.boolean(),
  /** How long a call rings before it is missed, in milliseconds. */
  ringMs: z.number().int().min(0).max(600_000),
  /** Receiver of this number's webhooks instead of SANDBOX_WEBHOOK_URL. */
  webhookUrl: z.url({ protocol: /^https?$/ }).nullable(),
});
export type Settings = z.infer<typeof Settings>;

/** A change of some settings: of one number, or of all that have none of their own. */
export const SettingsChange = Settings.partial().extend({ phoneNumberId: z.string().min(1).max(100).optional() });
export type SettingsChange = z.infer<typeof SettingsChange>;

/**
 * As WhatsApp behaves at best.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput, …/about-the-platform#rate-limits
 */
export const defaultSettings: Settings = {
  statuses: ['sent', 'delivered', 'read'],
  delayMs: 20,
  order: 'in_order',
  repeat: 1,
  batch: false,
  failedCode: 131026,
  throughput: 80,
  pairLimit: true,
  callLimits: true,
  ringMs: 45_000,
  webhookUrl: null,
};
