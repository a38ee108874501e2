import type { Interactive } from './interactive-request.js';
import type { RenderedMessage, TappableButton } from './ledger-entry.js';
import type { SentContent } from './message-request.js';

/** What the customer sees of a message that is no template. */
export function render(content: Exclude<SentContent, { type: 'template' }>): RenderedMessage {
  switch (content.type) {
    case 'text':
      return { text: content.text.body, buttons: [] };
    case 'interactive':
      return { text: content.interactive.body?.text ?? '', buttons: buttonsOf(content.interactive) };
    case 'reaction':
      return { text: content.reaction.emoji, buttons: [] };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { text: fileText(content), buttons: [] };
    case 'location':
      return { text: `[location] ${content.location.name ?? ''}`.trim(), buttons: [] };
    case 'contacts':
      return { text: `[contacts] ${content.contacts.map(({ name }) => name.formatted_name).join(', ')}`, buttons: [] };
  }
}

function fileText(content: { type: string }): string {
  const { caption } = (content as unknown as Record<string, { caption?: string }>)[content.type] ?? {};
  return `[${content.type}] ${caption ?? ''}`.trim();
}

function buttonsOf(interactive: Interactive): TappableButton[] {
  if (interactive.type === 'button') {
    return interactive.action.buttons.map(({ reply }) => ({
      kind: 'button_reply',
      payload: reply.id,
      title: reply.title,
    }));
  }
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
