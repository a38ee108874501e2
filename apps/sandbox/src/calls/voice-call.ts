import { z } from 'zod';
import { CustomerAddress } from '../customers/customer.js';

/**
 * How a call ended: `answered` they talked · `declined` by the customer · `missed` it rang in vain · `cancelled` the business hung
 * up before · `failed` WhatsApp could not connect it.
 */
export const CallResult = z.enum(['answered', 'declined', 'missed', 'cancelled', 'failed']);
export type CallResult = z.infer<typeof CallResult>;

/** A call of a business to a customer that WhatsApp accepted. */
export const VoiceCall = z.object({
  /** WhatsApp's id of it (wacid). */
  id: z.string(),
  at: z.iso.datetime(),
  phoneNumberId: z.string(),
  /** Phone in E.164 form, or the user id. */
  to: z.string(),
  address: CustomerAddress,
  callbackId: z.string().optional(),
  /** The body of the request, as it came. */
  request: z.unknown(),
  state: z.enum(['ringing', 'talking', 'ended']),
  answeredAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  result: CallResult.optional(),
  /** Why it failed. */
  code: z.number().optional(),
  /** What webhooks told of it, in the order in which they were put on their way. */
  told: z.array(z.string()),
});
export type VoiceCall = z.infer<typeof VoiceCall>;

/** Seconds they talked, each that has begun; undefined when they did not. */
export function secondsOf({ answeredAt, endedAt }: VoiceCall): number | undefined {
  if (answeredAt === undefined || endedAt === undefined) return undefined;
  return Math.max(1, Math.ceil((Date.parse(endedAt) - Date.parse(answeredAt)) / 1_000));
}
