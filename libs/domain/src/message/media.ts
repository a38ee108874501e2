import { z } from 'zod';
import { messageLimits as limits } from './limits.js';
import { webAddress, words } from './words.js';

/** The kinds of file WhatsApp shows. */
export const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** The kinds of file that fill a header. */
export const headerMediaKinds = ['image', 'video', 'document'] as const;

/** The address of a file. */
export const MediaLink = webAddress(limits.link);
/** The id WhatsApp gave a file that was uploaded. */
export const MediaId = z.string().min(1, 'is empty').max(100);

/** Where a file comes from. */
export const mediaSources = [z.object({ link: MediaLink }), z.object({ id: MediaId })] as const;
export type MediaSource = z.infer<(typeof mediaSources)[number]>;

/** Words below a file. */
export const Caption = words(limits.caption);
/** The name under which a document is shown. */
export const FileName = words(limits.fileName);

interface Described {
  media: MediaKind;
  caption?: unknown;
  fileName?: unknown;
}

/** Why a file cannot carry these words: sounds and stickers have no caption, only documents a name. Undefined when it can. */
export function wordlessMedia({ media, caption, fileName }: Described): { field: string; message: string } | undefined {
  if (caption !== undefined && (media === 'audio' || media === 'sticker'))
    return { field: 'caption', message: `cannot be shown with media of kind ${media}` };
  if (fileName !== undefined && media !== 'document')
    return { field: 'fileName', message: `cannot be shown with media of kind ${media}` };
  return undefined;
}

/**
 * What WhatsApp takes as a file, by kind: bytes at most, and the types it knows.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
export const mediaRules: Readonly<Record<MediaKind, { maxBytes: number; types: RegExp }>> = {
  image: { maxBytes: 5 * 2 ** 20, types: /^image\/(jpeg|png)$/ },
  video: { maxBytes: 16 * 2 ** 20, types: /^video\/(mp4|3gpp?)$/ },
  audio: { maxBytes: 16 * 2 ** 20, types: /^audio\/(aac|amr|mpeg|mp4|ogg)$/ },
  document: { maxBytes: 100 * 2 ** 20, types: /^(text\/plain|application\/(?!octet-stream$)[\w.+-]+)$/ },
  /** Animated ones; those that stand still may have 100 KB. */
  sticker: { maxBytes: 500 * 2 ** 10, types: /^image\/webp$/ },
};
