import { z } from 'zod';
import { MediaSource } from './media-request.js';

/** Text of a length WhatsApp takes. */
export const text = (longest: number) => z.string().min(1).max(longest);
const isDistinct = (values: string[]) => new Set(values).size === values.length;

const TextHeader = z.object({ type: z.literal('text'), text: text(60) });
const Header = z.discriminatedUnion('type', [
  TextHeader,
  z.object({ type: z.literal('image'), image: MediaSource }),
  z.object({ type: z.literal('video'), video: MediaSource }),
  z.object({ type: z.literal('document'), document: MediaSource }),
]);
const body = z.object({ text: text(1_024) });
const around = { body, header: Header.optional(), footer: z.object({ text: text(60) }).optional() };

const Reply = z.object({ type: z.literal('reply'), reply: z.object({ id: text(256), title: text(20) }) });
const Row = z.object({ id: text(200), title: text(24), description: z.string().max(72).optional() });

const Buttons = z.object({
  type: z.literal('button'),
  ...around,
  action: z.object({
    buttons: z
      .array(Reply)
      .min(1)
      .max(3)
      .refine((all) => isDistinct(all.map(({ reply }) => reply.id)), { message: 'ids must differ' })
      .refine((all) => isDistinct(all.map(({ reply }) => reply.title)), { message: 'titles must differ' }),
  }),
});

const List = z.object({
  type: z.literal('list'),
  ...around,
  header: TextHeader.optional(),
  action: z.object({
    button: text(20),
    sections: z
      .array(z.object({ title: z.string().max(24).optional(), rows: z.array(Row).min(1) }))
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every(({ title }) => title), { message: 'several sections need titles' })
      .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, { message: 'at most 10 rows in all' })
      .refine((all) => isDistinct(all.flatMap(({ rows }) => rows).map(({ id }) => id)), { message: 'ids must differ' }),
  }),
});

const Link = z.object({
  type: z.literal('cta_url'),
  ...around,
  action: z.object({
    name: z.literal('cta_url'),
    parameters: z.object({ display_text: text(20), url: z.url({ protocol: /^https?$/ }).max(2_000) }),
  }),
});

const CallPermission = z.object({
  type: z.literal('call_permission_request'),
  body: body.optional(),
  action: z.object({ name: z.literal('call_permission_request') }),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages and its neighbours */
export const Interactive = z.discriminatedUnion('type', [Buttons, List, Link, CallPermission]);
export type Interactive = z.infer<typeof Interactive>;
