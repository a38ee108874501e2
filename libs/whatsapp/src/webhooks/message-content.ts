import type { InboundContent } from '@threadline/contracts';
import { z } from 'zod';
import { flowReply, orderContent, sharedContacts } from './rich-content.js';
import { given, one, OptionalText, Text, WebhookId } from './webhook-text.js';

const Reply = z.object({ id: Text, title: Text });
const Interactive = z.discriminatedUnion('type', [
  z.object({ type: z.literal('button_reply'), button_reply: Reply }),
  z.object({ type: z.literal('list_reply'), list_reply: Reply.extend({ description: OptionalText }) }),
  z.object({ type: z.literal('nfm_reply'), nfm_reply: flowReply }),
]);

const MediaFile = z.object({
  id: WebhookId,
  mime_type: OptionalText,
  caption: OptionalText,
  filename: OptionalText,
});

const Location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: OptionalText,
  address: OptionalText,
});

const media = (kind: Extract<InboundContent, { kind: 'media' }>['media']) =>
  one(kind, MediaFile).transform(({ [kind]: file }): InboundContent => {
    const { id, mime_type, caption, filename } = file as z.infer<typeof MediaFile>;
    return given({ kind: 'media', media: kind, mediaId: id, mimeType: mime_type, caption, fileName: filename });
  });

/** How each `type` of inbound message is read. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */
const readers: Readonly<Record<string, z.ZodType<InboundContent>>> = {
  text: z.compile(
    one('text', z.object({ body: Text })).transform(({ text }): InboundContent => ({
      kind: 'text',
      text: text.body,
    })),
    { strict: true },
  ),
  button: one('button', z.object({ payload: Text, text: Text })).transform(({ button }): InboundContent => ({
    kind: 'button',
    ...button,
  })),
  interactive: one('interactive', Interactive).transform(({ interactive }): InboundContent => {
    switch (interactive.type) {
      case 'button_reply':
        return { kind: 'button', payload: interactive.button_reply.id, text: interactive.button_reply.title };
      case 'list_reply':
        return given({ kind: 'list_reply', ...interactive.list_reply });
      case 'nfm_reply':
        return interactive.nfm_reply;
    }
  }),
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  document: media('document'),
  sticker: media('sticker'),
  location: one('location', Location).transform(({ location }): InboundContent =>
    given({ kind: 'location', ...location }),
  ),
  contacts: sharedContacts,
  order: orderContent,
  reaction: one('reaction', z.object({ message_id: WebhookId, emoji: OptionalText })).transform(
    ({ reaction }): InboundContent =>
      given({ kind: 'reaction', messageId: reaction.message_id, emoji: reaction.emoji }),
  ),
};

/** What a message says. A type that is new, or a known one in an unknown form, is `unsupported`. */
export function contentOf(message: { type: string }): InboundContent {
  const reader = Object.hasOwn(readers, message.type) ? readers[message.type] : undefined;
  const content = reader?.safeParse(message);
  return content?.success ? content.data : { kind: 'unsupported', type: message.type };
}
