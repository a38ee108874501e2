import type { RenderedMessage, TappableButton } from './ledger-entry.js';
import type { SentContent } from './message-request.js';

/** What the customer sees of a message that is no template. */
export function render(content: Exclude<SentContent, { type: 'template' }>): RenderedMessage {
  switch (content.type) {
    case 'text':
      return { text: content.text.body, buttons: [] };
    case 'interactive':
      return { text: content.interactive.body.text, buttons: buttonsOf(content.interactive) };
    case 'reaction':
      return { text: content.reaction.emoji, buttons: [] };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
    case 'location':
      return { text: `[${content.type}]`, buttons: [] };
  }
}

function buttonsOf(interactive: Extract<SentContent, { type: 'interactive' }>['interactive']): TappableButton[] {
  if (interactive.type === 'button') {
    return interactive.action.buttons.map(({ reply }) => ({
      kind: 'button_reply',
      payload: reply.id,
      title: reply.title,
    }));
  }
  return interactive.action.sections.flatMap(({ rows }) =>
    rows.map(({ id, title, description }) => ({
      kind: 'list_reply',
      payload: id,
      title,
      ...(description !== undefined && { description }),
    })),
  );
}
