import type { InteractiveHeader } from '@threadline/domain';
import { given, mediaSource, type Content, type Json } from './graph-json.js';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions */
const permissionRequest = 'call_permission_request';

type Interactive = Content<'buttons' | 'list' | 'link' | 'call_permission'>;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages and its neighbours */
export function graphInteractive(content: Interactive): Json {
  const { kind, text } = content;
  if (kind === 'call_permission')
    return { type: permissionRequest, body: { text }, action: { name: permissionRequest } };
  const footer = content.footer === undefined ? undefined : { text: content.footer };
  return {
    type: { buttons: 'button', list: 'list', link: 'cta_url' }[kind],
    ...given({ header: content.header && graphHeader(content.header), footer }),
    body: { text },
    action: actionOf(content),
  };
}

function graphHeader(header: InteractiveHeader): Json {
  if (header.kind === 'text') return { type: 'text', text: header.text };
  return { type: header.media, [header.media]: mediaSource(header) };
}

function actionOf(content: Exclude<Interactive, { kind: 'call_permission' }>): Json {
  switch (content.kind) {
    case 'buttons':
      return { buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) };
    case 'list':
      return { button: content.button, sections: 'rows' in content ? [{ rows: content.rows }] : content.sections };
    case 'link':
      return { name: 'cta_url', parameters: { display_text: content.title, url: content.url } };
  }
}
