import { z } from 'zod';
import { CallChoice } from '../calls/call-consent.js';

const PhoneNumberId = z.string().min(1).max(100);

/** Somebody with WhatsApp, and the name of their profile. */
export const NewCustomer = z.strictObject({ phoneNumberId: PhoneNumberId, name: z.string().max(500).optional() });
export type NewCustomer = z.infer<typeof NewCustomer>;

/** A customer reads what they got, or the message `of` alone. */
export const CustomerRead = z.strictObject({ phoneNumberId: PhoneNumberId, of: z.string().min(1).optional() });
export type CustomerRead = z.infer<typeof CustomerRead>;

/** A customer writes. `quotes` is a message of the business; `name` is their profile's. */
export const CustomerText = z.strictObject({
  phoneNumberId: PhoneNumberId,
  text: z.string().min(1).max(65_536),
  quotes: z.string().min(1).optional(),
  name: z.string().max(500).optional(),
});
export type CustomerText = z.infer<typeof CustomerText>;

/**
 * A customer sends anything else, as WhatsApp writes it in a webhook: media, a location, contact cards, a reaction, an order, a
 * form's answers, the change (`edit`) or the taking back (`revoke`) of a message.
 */
export const CustomerMessage = z.strictObject({
  phoneNumberId: PhoneNumberId,
  message: z.looseObject({ type: z.string().min(1).max(50) }),
  quotes: z.string().min(1).optional(),
});
export type CustomerMessage = z.infer<typeof CustomerMessage>;

/** A customer has a new phone number. */
export const CustomerMove = z.strictObject({ phoneNumberId: PhoneNumberId, to: z.string().min(5).max(30) });
export type CustomerMove = z.infer<typeof CustomerMove>;

/** A customer taps a button, by its payload or title, of the last message that has it, or of the message `of`. */
export const CustomerTap = z.strictObject({
  phoneNumberId: PhoneNumberId,
  button: z.string().min(1),
  of: z.string().min(1).optional(),
});
export type CustomerTap = z.infer<typeof CustomerTap>;

/** A customer stops marketing from this business in WhatsApp, or takes it up again. */
export const CustomerMarketing = z.strictObject({
  phoneNumberId: PhoneNumberId,
  marketing: z.enum(['stop', 'resume']),
});
export type CustomerMarketing = z.infer<typeof CustomerMarketing>;

/** A customer allows calls for 7 days or for good, or refuses them, in the business's profile. */
export const CustomerCallChoice = z.strictObject({ phoneNumberId: PhoneNumberId, calls: CallChoice });
export type CustomerCallChoice = z.infer<typeof CustomerCallChoice>;

/** A customer takes, declines or ends the call that is there. */
export const CustomerOnCall = z.strictObject({ phoneNumberId: PhoneNumberId });
export type CustomerOnCall = z.infer<typeof CustomerOnCall>;

/** The customer service window is opened without a word, or closed as if 24 hours had passed. */
export const CustomerWindow = z.strictObject({ phoneNumberId: PhoneNumberId, window: z.enum(['open', 'closed']) });
export type CustomerWindow = z.infer<typeof CustomerWindow>;
