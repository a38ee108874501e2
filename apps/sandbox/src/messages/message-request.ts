import { z } from 'zod';

/** Limits: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages and the pages below it. */
const text = (longest: number) => z.string().min(1).max(longest);
const MediaFile = z
  .object({
    id: text(200).optional(),
    link: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional(),
    caption: z.string().max(1_024).optional(),
    filename: z.string().max(240).optional(),
  })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), { message: 'either id or link' });

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

const Reply = z.object({ type: z.literal('reply'), reply: z.object({ id: text(256), title: text(20) }) });
const Row = z.object({ id: text(200), title: text(24), description: z.string().max(72).optional() });
const isDistinct = (values: string[]) => new Set(values).size === values.length;

const Interactive = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    body: z.object({ text: text(1_024) }),
    action: z.object({
      buttons: z
        .array(Reply)
        .min(1)
        .max(3)
        .refine((all) => isDistinct(all.map(({ reply }) => reply.id)), { message: 'ids must differ' })
        .refine((all) => isDistinct(all.map(({ reply }) => reply.title)), { message: 'titles must differ' }),
    }),
  }),
  z.object({
    type: z.literal('list'),
    body: z.object({ text: text(1_024) }),
    action: z.object({
      button: text(20),
      sections: z
        .array(z.object({ title: z.string().max(24).optional(), rows: z.array(Row).min(1) }))
        .min(1)
        .max(10)
        .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, { message: 'at most 10 rows in all' })
        .refine((all) => isDistinct(all.flatMap(({ rows }) => rows).map(({ id }) => id)), {
          message: 'ids must differ',
        }),
    }),
  }),
]);

const Template = z.object({
  name: text(512),
  language: z.object({ code: text(20) }),
  components: z.array(Component).max(20).default([]),
});
export type TemplateSend = z.infer<typeof Template>;

const media = <K extends string>(kind: K) =>
  z.object({ type: z.literal(kind), [kind]: MediaFile } as { type: z.ZodLiteral<K> });

/** What is sent. */
export const SentContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.object({ body: text(4_096), preview_url: z.boolean().optional() }) }),
  z.object({ type: z.literal('template'), template: Template }),
  z.object({ type: z.literal('interactive'), interactive: Interactive }),
  media('image'),
  media('video'),
  media('audio'),
  media('document'),
  media('sticker'),
  z.object({
    type: z.literal('location'),
    location: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  }),
  z.object({ type: z.literal('reaction'), reaction: z.object({ message_id: text(300), emoji: z.string() }) }),
]);
export type SentContent = z.infer<typeof SentContent>;

/** What surrounds the content of every send. */
export const SendEnvelope = z.object({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  type: z.string().default('text'),
  to: z.string().optional(),
  recipient: z.string().optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});
export type SendEnvelope = z.infer<typeof SendEnvelope>;

/** A message of a customer is read. */
export const MarkAsRead = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
});
