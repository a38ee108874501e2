import type { OutgoingContent, TemplateButton, TemplateHeader } from './outgoing-content.js';

/** Who a message goes to: a phone in E.164 form, or WhatsApp's business-scoped user id. With both, WhatsApp takes the phone. */
export interface Recipient {
  phone?: string;
  userId?: string;
}

type Json = Record<string, unknown>;
type Content<K extends OutgoingContent['kind']> = Extract<OutgoingContent, { kind: K }>;

/**
 * The body of `POST /{phone number id}/messages`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 * @throws RangeError without phone and user id.
 */
export function graphMessage(to: Recipient, content: OutgoingContent, callbackId: string): Json {
  if (to.phone === undefined && to.userId === undefined) throw new RangeError('a message needs a phone or a user id');
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(to.phone !== undefined && { to: to.phone }),
    ...(to.userId !== undefined && { recipient: to.userId }),
    ...graphContent(content),
    biz_opaque_callback_data: callbackId,
  };
}

function graphContent(content: OutgoingContent): Json {
  switch (content.kind) {
    case 'template':
      return { type: 'template', template: graphTemplate(content) };
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: content.previewUrl ?? false } };
    case 'buttons':
      return { type: 'interactive', interactive: graphButtons(content) };
    case 'list':
      return { type: 'interactive', interactive: graphList(content) };
    case 'media':
      return { type: content.media, [content.media]: graphMedia(content) };
    case 'location':
      return { type: 'location', location: graphLocation(content) };
  }
}

function graphTemplate({ name, language, variables, header, buttons = [] }: Content<'template'>): Json {
  const components = [
    ...(header ? [{ type: 'header', parameters: headerParameters(header) }] : []),
    ...(Object.keys(variables).length > 0 ? [{ type: 'body', parameters: textParameters(variables) }] : []),
    ...buttons.map(graphTemplateButton),
  ];
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

/** Positional variables (`1`, `2`, …) go in their order; named ones carry their name, whatever their order. */
function textParameters(variables: Record<string, string>): Json[] {
  const names = Object.keys(variables);
  if (names.every((name) => /^\d+$/.test(name))) {
    return names.toSorted((a, b) => Number(a) - Number(b)).map((name) => ({ type: 'text', text: variables[name] }));
  }
  return names.map((name) => ({ type: 'text', parameter_name: name, text: variables[name] }));
}

function headerParameters(header: TemplateHeader): Json[] {
  switch (header.kind) {
    case 'text':
      return textParameters(header.variables);
    case 'media':
      return [{ type: header.media, [header.media]: mediaSource(header) }];
    case 'location':
      return [{ type: 'location', location: graphLocation(header) }];
  }
}

function graphTemplateButton(button: TemplateButton): Json {
  const [type, parameter] =
    'payload' in button
      ? ['quick_reply', { type: 'payload', payload: button.payload }]
      : ['url', { type: 'text', text: button.urlSuffix }];
  return { type: 'button', sub_type: type, index: String(button.index), parameters: [parameter] };
}

const graphButtons = ({ text, buttons }: Content<'buttons'>): Json => ({
  type: 'button',
  body: { text },
  action: { buttons: buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
});

const graphList = ({ text, button, rows }: Content<'list'>): Json => ({
  type: 'list',
  body: { text },
  action: { button, sections: [{ rows }] },
});

const graphMedia = (media: Content<'media'>): Json => ({
  ...mediaSource(media),
  ...(media.caption !== undefined && { caption: media.caption }),
  ...(media.fileName !== undefined && { filename: media.fileName }),
});

const mediaSource = (media: { link: string } | { id: string }): Json =>
  'link' in media ? { link: media.link } : { id: media.id };

const graphLocation = ({ latitude, longitude, name, address }: Omit<Content<'location'>, 'kind'>): Json => ({
  latitude,
  longitude,
  ...(name !== undefined && { name }),
  ...(address !== undefined && { address }),
});
