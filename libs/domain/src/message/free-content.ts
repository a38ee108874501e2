import { z } from 'zod';
import { messageLimits as limits } from './limits.js';
import { Caption, FileName, mediaKinds, mediaSources, wordlessMedia } from './media.js';
import { webAddress, words } from './words.js';

/** Our id of the contact's message, or WhatsApp's, that is quoted or reacted to. */
export const replyTo = z.string().min(1).max(300);
const quoting = { replyTo: replyTo.optional() };

export const TextContent = z.object({
  kind: z.literal('text'),
  text: words(limits.text),
  /** Whether the first link in the text is shown with a picture of its page. */
  previewUrl: z.boolean().optional(),
  ...quoting,
});

const media = {
  kind: z.literal('media'),
  media: z.enum(mediaKinds),
  caption: Caption.optional(),
  fileName: FileName.optional(),
  ...quoting,
};
export const MediaContent = [
  z.object({ ...media, ...mediaSources[0].shape }).superRefine(checkWords),
  z.object({ ...media, ...mediaSources[1].shape }).superRefine(checkWords),
] as const;

function checkWords(described: Parameters<typeof wordlessMedia>[0], context: z.RefinementCtx): void {
  const fault = wordlessMedia(described);
  if (fault) context.addIssue({ code: 'custom', path: [fault.field], message: fault.message });
}

/** A place on earth, in degrees. */
export const Place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: words(limits.place).optional(),
  address: words(limits.place).optional(),
});
export type Place = z.infer<typeof Place>;
export const LocationContent = Place.extend({ kind: z.literal('location'), ...quoting });

/** What the fields of a card take. */
export const cardTexts = {
  label: words(100),
  phone: words(50),
  email: words(254),
  url: webAddress(limits.link),
} as const;
const { label, phone, email, url } = cardTexts;
const type = label.optional();
/** A card with which someone can be reached. */
export const ContactCard = z.object({
  name: label,
  firstName: label.optional(),
  lastName: label.optional(),
  company: label.optional(),
  phones: z.array(z.object({ phone, type })).max(20).optional(),
  emails: z.array(z.object({ email, type })).max(20).optional(),
  urls: z.array(z.object({ url, type })).max(20).optional(),
});
export type ContactCard = z.infer<typeof ContactCard>;
export const ContactsContent = z.object({
  kind: z.literal('contacts'),
  contacts: z.array(ContactCard).min(1).max(limits.cards),
  ...quoting,
});

const oneEmoji = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
/** An emoji on a message of the contact. */
export const Emoji = z
  .string()
  .max(40)
  .refine((text) => oneEmoji.test(text), { message: 'is not one emoji' });
export const ReactionContent = z.object({ kind: z.literal('reaction'), emoji: Emoji, replyTo });

export const quotingContent = quoting;
