import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const text = z.string().max(65_536);

/** What a contact sent. Button payloads are ours: they were chosen when the button was sent. */
export const InboundContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('button'), payload: text, text }),
  z.object({ kind: z.literal('list_reply'), id: text, title: text, description: text.optional() }),
  z.object({
    kind: z.literal('media'),
    media: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    mediaId: z.string(),
    mimeType: z.string().optional(),
    caption: text.optional(),
    fileName: text.optional(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: text.optional(),
    address: text.optional(),
  }),
  z.object({ kind: z.literal('reaction'), emoji: z.string().optional(), messageId: z.string() }),
  z.object({ kind: z.literal('unsupported'), type: z.string() }),
]);
export type InboundContent = z.infer<typeof InboundContent>;

/** A contact wrote to one of our numbers. */
export const WhatsAppMessageReceived = cloudEvent(
  'whatsapp.message.received',
  z.object({
    contact: ContactReference,
    phoneNumberId: z.string().min(1),
    /** WhatsApp's id of the message (wamid). */
    messageId: z.string().min(1),
    /** WhatsApp's id of the message this one quotes or whose button was tapped. */
    quotedMessageId: z.string().optional(),
    content: InboundContent,
  }),
);
export type WhatsAppMessageReceived = z.infer<typeof WhatsAppMessageReceived>;

/** The delivery states WhatsApp reports, weakest first; `failed` only counts while nothing better came. */
export const deliveryStatuses = ['failed', 'sent', 'delivered', 'read'] as const;

/** What became of a message of ours. Statuses come repeatedly and out of order. */
export const WhatsAppMessageStatus = cloudEvent(
  'whatsapp.message.status',
  z.object({
    contact: ContactReference,
    phoneNumberId: z.string().min(1),
    /** WhatsApp's id of the message (wamid). */
    messageId: z.string().min(1),
    status: z.enum(deliveryStatuses),
    /** Our own id of the message, which WhatsApp gives back in every status. */
    callbackId: z.string().max(512).optional(),
    error: z
      .object({ code: z.number().int(), title: z.string().optional(), details: z.string().optional() })
      .optional(),
  }),
);
export type WhatsAppMessageStatus = z.infer<typeof WhatsAppMessageStatus>;

/** A template's review or state changed at WhatsApp. */
export const WhatsAppTemplateStatus = cloudEvent(
  'whatsapp.template.status_changed',
  z.object({
    wabaId: z.string().min(1),
    templateId: z.string().min(1),
    name: z.string().min(1),
    language: z.string().min(1),
    /** WhatsApp's word, such as APPROVED, REJECTED, PAUSED. */
    event: z.string().min(1),
    category: z.string().optional(),
    reason: z.string().optional(),
  }),
);
export type WhatsAppTemplateStatus = z.infer<typeof WhatsAppTemplateStatus>;
