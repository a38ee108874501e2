import type { CallChoice } from '../calls/call-consent.js';
import { captionOf, cardOf } from './card.js';
import type { Interactive } from './interactive-request.js';
import type { RenderedMessage, TappableButton } from './ledger-entry.js';
import type { SentContent } from './message-request.js';

/** What the customer sees of a message that is no template. */
export function render(content: Exclude<SentContent, { type: 'template' }>): RenderedMessage {
  switch (content.type) {
    case 'text':
      return { text: content.text.body, buttons: [] };
    case 'interactive':
      return renderInteractive(content.interactive);
    case 'reaction':
      return { text: content.reaction.emoji, buttons: [] };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { text: `[${content.type}] ${captionOf(content)}`.trim(), buttons: [], ...carried(content) };
    case 'location':
      return { text: `[location] ${content.location.name ?? ''}`.trim(), buttons: [], ...carried(content) };
    case 'contacts':
      return {
        text: `[contacts] ${content.contacts.map(({ name }) => name.formatted_name).join(', ')}`,
        buttons: [],
        ...carried(content),
      };
  }
}

/** The card of a message or of a header, as a part of what is seen. */
export function carried(content: { type: string }): Pick<RenderedMessage, 'card'> {
  const card = cardOf(content);
  return card ? { card } : {};
}

function renderInteractive(interactive: Interactive): RenderedMessage {
  const { header, footer } = { header: undefined, footer: undefined, ...interactive };
  return {
    text: interactive.body?.text ?? '',
    buttons: buttonsOf(interactive),
    ...(header && (header.type === 'text' ? { header: header.text } : carried(header))),
    ...(footer && { footer: footer.text }),
    ...(interactive.type === 'list' && { menu: interactive.action.button }),
    ...(interactive.type === 'cta_url' && { links: [linkOf(interactive.action.parameters)] }),
  };
}

const linkOf = ({ display_text, url }: { display_text: string; url: string }) => ({ title: display_text, url });

/** WhatsApp's own buttons under a request for the permission to call. */
const callChoices: TappableButton[] = (
  [
    ['allow', 'Allow'],
    ['always', 'Always allow'],
    ['refuse', 'Not now'],
  ] satisfies [CallChoice, string][]
).map(([payload, title]) => ({ kind: 'call_permission', payload, title }));

function buttonsOf(interactive: Interactive): TappableButton[] {
  if (interactive.type === 'button') {
    return interactive.action.buttons.map(({ reply }) => ({
      kind: 'button_reply',
      payload: reply.id,
      title: reply.title,
    }));
  }
  if (interactive.type === 'call_permission_request') return callChoices;
  if (interactive.type !== 'list') return [];
  return interactive.action.sections.flatMap(({ rows }) =>
    rows.map(({ id, title, description }) => ({
      kind: 'list_reply',
      payload: id,
      title,
      ...(description !== undefined && { description }),
    })),
  );
}
