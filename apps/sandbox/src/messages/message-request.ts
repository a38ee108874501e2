import { z } from 'zod';
import { ContactCard } from './contact-request.js';
import { Interactive, text } from './interactive-request.js';
import { mediaMessages } from './media-request.js';

/** Limits: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages and the pages below it. */
const Parameter = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  parameter_name: z.string().optional(),
  payload: z.string().optional(),
});
export type Parameter = z.infer<typeof Parameter>;

const Component = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), parameters: z.array(Parameter).default([]) }),
  z.object({ type: z.literal('body'), parameters: z.array(Parameter).default([]) }),
  z.object({
    type: z.literal('button'),
    sub_type: z.string(),
    index: z.coerce.number().int().min(0).max(9),
    parameters: z.array(Parameter).default([]),
  }),
]);
export type Component = z.infer<typeof Component>;

const Template = z.object({
  name: text(512),
  language: z.object({ code: text(20) }),
  components: z.array(Component).max(20).default([]),
});
export type TemplateSend = z.infer<typeof Template>;

const Place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: text(1_000).optional(),
  address: text(1_000).optional(),
});

/** What is sent. */
export const SentContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.object({ body: text(4_096), preview_url: z.boolean().optional() }) }),
  z.object({ type: z.literal('template'), template: Template }),
  z.object({ type: z.literal('interactive'), interactive: Interactive }),
  ...mediaMessages,
  z.object({ type: z.literal('location'), location: Place }),
  z.object({ type: z.literal('contacts'), contacts: z.array(ContactCard).min(1).max(257) }),
  z.object({ type: z.literal('reaction'), reaction: z.object({ message_id: text(300), emoji: z.string().max(40) }) }),
]);
export type SentContent = z.infer<typeof SentContent>;

/** What surrounds the content of every send. */
export const SendEnvelope = z.object({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  type: z.string().default('text'),
  to: z.string().optional(),
  recipient: z.string().optional(),
  context: z.object({ message_id: text(300) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});
export type SendEnvelope = z.infer<typeof SendEnvelope>;

/** A message of a customer is read, and perhaps an answer is being typed. */
export const MarkAsRead = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});
