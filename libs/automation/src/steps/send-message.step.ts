import { Caption, Emoji, FileName, MediaLink, mediaKinds, TextContent, wordlessMedia } from '@threadline/domain';
import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { unionByField } from '../language/union-by-field.js';
import { Cards, renderCards, textsOfCards } from './contact-cards.js';
import { defineStep, formsOf, stepBase, waysIn, type TextField } from './define-step.js';
import { beginFree, resumeFree, type FreeContent } from './free-message.js';
import { quote, quoted } from './message-parts.js';
import { renderFields } from './render-fields.js';
import type { RunView } from './run-view.js';
import { Location } from './template-parts.js';

const base = {
  ...stepBase,
  type: z.literal('send_message'),
  sending: SendingPolicy.optional(),
  next: Next,
  failed: Next.optional(),
  windowClosed: Next.optional(),
};
const mediaKind = z.enum(mediaKinds);
const words = {
  caption: LiquidText.optional().describe('Words below it. Audio and stickers have none.'),
  fileName: LiquidText.optional().describe('The name under which a document is shown.'),
};
const Media = unionByField(
  {
    link: z.strictObject({ kind: mediaKind, link: LiquidText.min(1), ...words }),
    id: z.strictObject({ kind: mediaKind, id: z.string().min(1).max(100), ...words }),
  },
  { id: 'StepMedia', description: 'A file by its address, or by the id WhatsApp gave it.' },
);

const schema = formsOf(
  'send_message',
  {
    text: z.strictObject({
      ...base,
      quote,
      text: LiquidText.min(1),
      previewUrl: z.boolean().optional().describe('Whether the first link is shown with a picture of its page.'),
    }),
    media: z.strictObject({ ...base, quote, media: Media.superRefine(checkWords) }),
    location: z.strictObject({ ...base, quote, location: Location }),
    contacts: z.strictObject({ ...base, quote, contacts: Cards }),
    reaction: z.strictObject({ ...base, reaction: Emoji.describe('One emoji, put on the contact`s last message.') }),
  },
  {
    id: 'SendMessageStep',
    description:
      'Sends a free message: a text, a file, a place, contact cards, or a reaction to what the contact wrote last. It needs an open customer service window.',
  },
);
type SendMessage = z.infer<typeof schema>;

/** Sends a free message: a text, a file, a place, contact cards, or a reaction. It needs an open customer service window. */
export const sendMessage = defineStep({
  kind: 'send',
  needsWindow: true,
  schema,
  begin: (step, run) => beginFree(step, run, contentOf(step, run)),
  resume: (step, occasion, run) => resumeFree(step, { occasion, run }, () => contentOf(step, run)),
  ways: (step) => waysIn(step, 'next', 'failed', 'windowClosed'),
  texts(step): TextField[] {
    if ('text' in step) return [{ at: ['text'], text: step.text, takes: TextContent.shape.text }];
    if ('contacts' in step) return textsOfCards(step.contacts);
    return 'media' in step ? textsOfMedia(step.media) : [];
  },
});

function checkWords({ kind, caption, fileName }: z.infer<typeof Media>, context: z.RefinementCtx): void {
  const fault = wordlessMedia({ media: kind, caption, fileName });
  if (fault) context.addIssue({ code: 'custom', path: [fault.field], message: fault.message });
}

const textsOfMedia = (media: z.infer<typeof Media>): TextField[] => [
  ...('link' in media ? [{ at: ['media', 'link'], text: media.link, takes: MediaLink }] : []),
  ...(media.caption === undefined ? [] : [{ at: ['media', 'caption'], text: media.caption, takes: Caption }]),
  ...(media.fileName === undefined ? [] : [{ at: ['media', 'fileName'], text: media.fileName, takes: FileName }]),
];

function contentOf(step: SendMessage, run: RunView): FreeContent {
  if ('reaction' in step) return reactionContent(step.reaction, run);
  const free = quotableContent(step, run);
  return free.ok ? { ...free, content: { ...free.content, ...quoted(step, run) } } : free;
}

function quotableContent(step: Exclude<SendMessage, { reaction: string }>, run: RunView): FreeContent {
  if ('text' in step) return textContent(step, run);
  if ('media' in step) return mediaContent(step.media, run);
  if ('contacts' in step) return renderCards(step.contacts, run);
  const { latitude, longitude, name, address } = step.location;
  const place = { latitude, longitude, ...(name !== undefined && { name }), ...(address !== undefined && { address }) };
  return {
    ok: true,
    content: { kind: 'location', ...place },
    said: { why: 'a place', saw: place },
    within: 'location',
  };
}

function textContent(step: Extract<SendMessage, { text: string }>, run: RunView): FreeContent {
  const rendered = run.render(step.text);
  if (!rendered.ok) return rendered;
  const { text } = rendered;
  const preview = step.previewUrl === undefined ? {} : { previewUrl: step.previewUrl };
  return { ok: true, content: { kind: 'text', text, ...preview }, said: { why: 'a free message', saw: { text } } };
}

function mediaContent(media: z.infer<typeof Media>, run: RunView): FreeContent {
  const link = 'link' in media ? media.link : undefined;
  const rendered = renderFields(run, { link, caption: media.caption, fileName: media.fileName });
  if (!rendered.ok) return rendered;
  const { link: address, caption, fileName } = rendered.texts;
  const source = 'id' in media ? { id: media.id } : { link: address };
  const shown = { ...source, ...(caption && { caption }), ...(fileName && { fileName }) };
  const content = { kind: 'media', media: media.kind, ...shown } as const;
  return { ok: true, content, said: { why: `a file: ${media.kind}`, saw: shown }, within: 'media' };
}

function reactionContent(emoji: string, { lastMessage }: RunView): FreeContent {
  if (!lastMessage) return { ok: false, reason: 'the contact wrote nothing to react to' };
  const content = { kind: 'reaction', emoji, replyTo: lastMessage.messageId } as const;
  return { ok: true, content, said: { why: `a reaction: ${emoji}`, saw: { message: lastMessage.messageId } } };
}
