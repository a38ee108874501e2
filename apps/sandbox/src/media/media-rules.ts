import type { SentMediaKind } from '../messages/media-request.js';

/** What a file may be sent as. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
const rules: Readonly<Record<SentMediaKind, { types: RegExp; maxBytes: number }>> = {
  image: { types: /^image\/(jpeg|png)$/, maxBytes: 5 * 2 ** 20 },
  video: { types: /^video\/(mp4|3gpp?)$/, maxBytes: 16 * 2 ** 20 },
  audio: { types: /^audio\/(aac|amr|mpeg|mp4|ogg)$/, maxBytes: 16 * 2 ** 20 },
  sticker: { types: /^image\/webp$/, maxBytes: 500 * 2 ** 10 },
  document: {
    types: /^(text\/plain|application\/(?!octet-stream$)[\w.+-]+|image\/(jpeg|png))$/,
    maxBytes: 100 * 2 ** 20,
  },
};

/** The largest file of any kind. */
export const largestFile = rules.document.maxBytes;

/** As what a file of a type and size may be sent; empty when WhatsApp does not take it. */
export function kindsOf(mimeType: string, bytes: number): SentMediaKind[] {
  return (Object.keys(rules) as SentMediaKind[]).filter(
    (kind) => rules[kind].types.test(mimeType) && bytes <= rules[kind].maxBytes,
  );
}

/** Whether any size of this type is taken. */
export const isKnownType = (mimeType: string): boolean => kindsOf(mimeType, 0).length > 0;
