import type { ContactCard, MessageContent } from '@threadline/domain';
import { given, graphPlace, mediaSource, type Content, type Json } from './graph-json.js';
import { graphInteractive } from './graph-interactive.js';
import { graphTemplate } from './graph-template.js';

/** Who a message goes to: a phone in E.164 form, or WhatsApp's business-scoped user id. With both, WhatsApp takes the phone. */
export interface Recipient {
  phone?: string;
  userId?: string;
}

/** What goes around the contents. `callbackId` comes back in every status; `replyTo` is WhatsApp's id of the message quoted or reacted to. */
export interface Envelope {
  to: Recipient;
  callbackId: string;
  replyTo?: string | undefined;
}

/**
 * The body of `POST /{phone number id}/messages`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 * @throws RangeError without phone and user id, and for a reaction to nothing.
 */
export function graphMessage(content: MessageContent, { to, callbackId, replyTo }: Envelope): Json {
  const isQuote = replyTo !== undefined && content.kind !== 'reaction';
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...graphRecipient(to),
    ...(isQuote && { context: { message_id: replyTo } }),
    ...graphContent(content, replyTo),
    biz_opaque_callback_data: callbackId,
  };
}

/** How the Graph API names a recipient. @throws RangeError without phone and user id. */
export function graphRecipient({ phone, userId }: Recipient): Json {
  if (phone === undefined && userId === undefined) throw new RangeError('a message needs a phone or a user id');
  return given({ to: phone, recipient: userId });
}

function graphContent(content: MessageContent, replyTo: string | undefined): Json {
  switch (content.kind) {
    case 'template':
      return { type: 'template', template: graphTemplate(content) };
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: content.previewUrl ?? false } };
    case 'media':
      return { type: content.media, [content.media]: graphMedia(content) };
    case 'location':
      return { type: 'location', location: graphPlace(content) };
    case 'contacts':
      return { type: 'contacts', contacts: content.contacts.map(graphCard) };
    case 'reaction':
      if (replyTo === undefined) throw new RangeError('a reaction needs the message it is about');
      return { type: 'reaction', reaction: { message_id: replyTo, emoji: content.emoji } };
    case 'buttons':
    case 'list':
    case 'link':
    case 'call_permission':
      return { type: 'interactive', interactive: graphInteractive(content) };
  }
}

const graphMedia = (media: Content<'media'>): Json => ({
  ...mediaSource(media),
  ...given({ caption: media.caption, filename: media.fileName }),
});

/** WhatsApp wants one more part of the name than the whole. */
function graphCard({ name, firstName, lastName, company, phones, emails, urls }: ContactCard): Json {
  const parts = given({ first_name: firstName ?? (lastName === undefined ? name : undefined), last_name: lastName });
  return {
    name: { formatted_name: name, ...parts },
    ...given({ org: company === undefined ? undefined : { company }, phones, emails, urls }),
  };
}
