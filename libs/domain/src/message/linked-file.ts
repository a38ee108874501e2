import type { MediaKind } from './media.js';
import type { MessageContent } from './message-content.js';

/** A file that a message names by its address. `field` is where in the message the address stands. */
export interface LinkedFile {
  field: string;
  media: MediaKind;
  link: string;
}

/** The file a message names by its address: its own, or its header's. Undefined when it has none, or names it by WhatsApp's id. */
export function linkedFile(content: MessageContent): LinkedFile | undefined {
  if (content.kind === 'media') return linkIn(content, 'link');
  if (!('header' in content) || content.header?.kind !== 'media') return undefined;
  return linkIn(content.header, 'header.link');
}

const linkIn = (holder: { media: MediaKind } & ({ link: string } | { id: string }), field: string) =>
  'link' in holder ? { field, media: holder.media, link: holder.link } : undefined;

/** The message with WhatsApp's id of its file in the place of the address. */
export function withFileId(content: MessageContent, id: string): MessageContent {
  if (content.kind === 'media') return { ...withoutLink(content), id };
  if (!('header' in content) || content.header?.kind !== 'media') return content;
  return { ...content, header: { ...withoutLink(content.header), id } } as MessageContent;
}

function withoutLink<T extends object>(holder: T): Omit<T, 'link'> {
  const { link: _, ...rest } = holder as T & { link?: string };
  return rest;
}
