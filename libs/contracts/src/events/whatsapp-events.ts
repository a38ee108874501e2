import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';
import { InboundContent, Referral } from './whatsapp-content.js';

const id = z.string().min(1);
const withContact = { contact: ContactReference, phoneNumberId: id };

/** A contact wrote to one of our numbers. */
export const WhatsAppMessageReceived = cloudEvent(
  'whatsapp.message.received',
  z.object({
    ...withContact,
    /** WhatsApp's id of the message (wamid). */
    messageId: id,
    /** WhatsApp's id of the message this one quotes or whose button was tapped. */
    quotedMessageId: z.string().optional(),
    content: InboundContent,
    referral: Referral.optional(),
  }),
);
export type WhatsAppMessageReceived = z.infer<typeof WhatsAppMessageReceived>;

/** A contact changed what it had written. `messageId` is WhatsApp's id of the message that was changed. */
export const WhatsAppMessageEdited = cloudEvent(
  'whatsapp.message.edited',
  z.object({ ...withContact, messageId: id, content: InboundContent }),
);
export type WhatsAppMessageEdited = z.infer<typeof WhatsAppMessageEdited>;

/** A contact took back what it had written: its words are no longer ours to keep. */
export const WhatsAppMessageRevoked = cloudEvent(
  'whatsapp.message.revoked',
  z.object({ ...withContact, messageId: id }),
);
export type WhatsAppMessageRevoked = z.infer<typeof WhatsAppMessageRevoked>;

/** The delivery states WhatsApp reports, weakest first; `failed` only counts while nothing better came. */
export const deliveryStatuses = ['failed', 'sent', 'delivered', 'read'] as const;

/** What WhatsApp charges for a message, in its words. https://developers.facebook.com/documentation/business-messaging/whatsapp/pricing */
export const Pricing = z.object({
  category: z.string().max(100).optional(),
  type: z.string().max(100).optional(),
  model: z.string().max(100).optional(),
  billable: z.boolean().optional(),
});
export type Pricing = z.infer<typeof Pricing>;

/** What became of a message of ours. Statuses come repeatedly and out of order. */
export const WhatsAppMessageStatus = cloudEvent(
  'whatsapp.message.status',
  z.object({
    ...withContact,
    /** WhatsApp's id of the message (wamid). */
    messageId: id,
    status: z.enum(deliveryStatuses),
    /** Our own id of the message, which WhatsApp gives back in every status. */
    callbackId: z.string().max(512).optional(),
    error: z
      .object({ code: z.number().int(), title: z.string().optional(), details: z.string().optional() })
      .optional(),
    pricing: Pricing.optional(),
  }),
);
export type WhatsAppMessageStatus = z.infer<typeof WhatsAppMessageStatus>;

/** A contact has a new phone number: `phone` takes the place of the one in `contact`, a new user id that of the old. */
export const WhatsAppNumberChanged = cloudEvent(
  'whatsapp.contact.number_changed',
  z.object({
    ...withContact,
    phone: ContactReference.shape.phone.unwrap(),
    whatsappUserId: ContactReference.shape.whatsappUserId,
  }),
);
export type WhatsAppNumberChanged = z.infer<typeof WhatsAppNumberChanged>;

/** A contact stopped marketing in WhatsApp itself, or takes it up again. */
export const WhatsAppPreferenceChanged = cloudEvent(
  'whatsapp.preference.changed',
  z.object({ ...withContact, marketing: z.enum(['stop', 'resume']), detail: z.string().max(1_000).optional() }),
);
export type WhatsAppPreferenceChanged = z.infer<typeof WhatsAppPreferenceChanged>;

const call = { ...withContact, callId: z.string().min(1).max(250) };

/** A call began: `inbound` when the contact calls. */
export const WhatsAppCallStarted = cloudEvent(
  'whatsapp.call.started',
  z.object({ ...call, direction: z.enum(['inbound', 'outbound']) }),
);
export type WhatsAppCallStarted = z.infer<typeof WhatsAppCallStarted>;

/** A contact allows or refuses to be called; permission without `until` has no end. */
export const WhatsAppCallPermission = cloudEvent(
  'whatsapp.call.permission_changed',
  z.object({ ...withContact, isAllowed: z.boolean(), until: z.iso.datetime().optional() }),
);
export type WhatsAppCallPermission = z.infer<typeof WhatsAppCallPermission>;

/** Everything WhatsApp tells of a contact. */
export const whatsAppContactEvents = [
  WhatsAppMessageReceived,
  WhatsAppMessageEdited,
  WhatsAppMessageRevoked,
  WhatsAppMessageStatus,
  WhatsAppNumberChanged,
  WhatsAppPreferenceChanged,
  WhatsAppCallStarted,
  WhatsAppCallPermission,
] as const;
