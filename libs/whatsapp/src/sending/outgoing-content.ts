import { z } from 'zod';

/** Limits of Cloud API for free messages. https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
const limits = { text: 4096, body: 1024, buttons: 3, buttonId: 256, buttonTitle: 20, rows: 10 } as const;

const Link = z.url({ protocol: /^https?$/ }).max(2_000);
const MediaSource = [z.object({ link: Link }), z.object({ id: z.string().min(1).max(100) })] as const;

const Location = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(1_000).optional(),
  address: z.string().max(1_000).optional(),
});

/** Values by variable: positional ones are called `1`, `2`, …, others are sent by name. */
const Variables = z.record(z.string().min(1).max(100), z.string());

const HeaderMedia = z.object({ kind: z.literal('media'), media: z.enum(['image', 'video', 'document']) });

/** What fills a template's header. */
export const TemplateHeader = z.union([
  z.object({ kind: z.literal('text'), variables: Variables }),
  ...MediaSource.map((source) => HeaderMedia.extend(source.shape)),
  Location.extend({ kind: z.literal('location') }),
]);

/** What fills a template's button: a quick reply's payload, which comes back when it is tapped, or the end of an address. */
export const TemplateButton = z.union([
  z.object({ index: z.number().int().min(0).max(9), payload: z.string().min(1).max(256) }),
  z.object({ index: z.number().int().min(0).max(9), urlSuffix: z.string().min(1).max(2_000) }),
]);

const Template = z.object({
  kind: z.literal('template'),
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  variables: Variables.default({}),
  header: TemplateHeader.optional(),
  buttons: z.array(TemplateButton).max(10).optional(),
});

const Text = z.object({
  kind: z.literal('text'),
  text: z.string().min(1).max(limits.text),
  previewUrl: z.boolean().optional(),
});

const Buttons = z.object({
  kind: z.literal('buttons'),
  text: z.string().min(1).max(limits.body),
  buttons: z
    .array(z.object({ id: z.string().min(1).max(limits.buttonId), title: z.string().min(1).max(limits.buttonTitle) }))
    .min(1)
    .max(limits.buttons),
});

const List = z.object({
  kind: z.literal('list'),
  text: z.string().min(1).max(limits.body),
  button: z.string().min(1).max(20),
  rows: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        title: z.string().min(1).max(24),
        description: z.string().max(72).optional(),
      }),
    )
    .min(1)
    .max(limits.rows),
});

const Media = z.object({
  kind: z.literal('media'),
  media: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  caption: z.string().max(1_024).optional(),
  fileName: z.string().max(240).optional(),
});

/** A message as it is planned, stored and sent: one member per kind that Cloud API takes. */
export const OutgoingContent = z.union([
  Template,
  Text,
  Buttons,
  List,
  Media.extend(MediaSource[0].shape),
  Media.extend(MediaSource[1].shape),
  Location.extend({ kind: z.literal('location') }),
]);
export type OutgoingContent = z.infer<typeof OutgoingContent>;
export type TemplateHeader = z.infer<typeof TemplateHeader>;
export type TemplateButton = z.infer<typeof TemplateButton>;
