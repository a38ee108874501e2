import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { unionByField } from '../language/union-by-field.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import { beginFree, resumeFree, type FreeContent } from './free-message.js';
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
const mediaKind = z.enum(['image', 'video', 'audio', 'document', 'sticker']);
const caption = LiquidText.optional();
const Media = unionByField(
  {
    link: z.strictObject({ kind: mediaKind, link: LiquidText.min(1), caption }),
    id: z.strictObject({ kind: mediaKind, id: z.string().min(1).max(100), caption }),
  },
  { id: 'StepMedia', description: 'A file by its address, or by the id WhatsApp gave it.' },
);

const schema = formsOf(
  'send_message',
  {
    text: z.strictObject({ ...base, text: LiquidText.min(1) }),
    media: z.strictObject({ ...base, media: Media }),
    location: z.strictObject({ ...base, location: Location }),
  },
  {
    id: 'SendMessageStep',
    description: 'Sends a free message: a text, a file or a place. It needs an open customer service window.',
  },
);
type SendMessage = z.infer<typeof schema>;

/** Sends a free message: a text, a file or a place. It needs an open customer service window. */
export const sendMessage = defineStep({
  kind: 'send',
  needsWindow: true,
  schema,
  begin: (step, run) => beginFree(step, run, contentOf(step, run)),
  resume: (step, occasion, run) => resumeFree(step, { occasion, run }, () => contentOf(step, run)),
  ways: (step) => waysIn(step, 'next', 'failed', 'windowClosed'),

  texts(step) {
    if ('text' in step) return [{ at: ['text'], text: step.text }];
    if (!('media' in step)) return [];
    const { media } = step;
    return [
      ...('link' in media ? [{ at: ['media', 'link'], text: media.link }] : []),
      ...(media.caption === undefined ? [] : [{ at: ['media', 'caption'], text: media.caption }]),
    ];
  },
});

function contentOf(step: SendMessage, run: RunView): FreeContent {
  if ('text' in step) return textContent(step.text, run);
  if ('media' in step) return mediaContent(step.media, run);
  const { latitude, longitude, name, address } = step.location;
  const place = { latitude, longitude, ...(name !== undefined && { name }), ...(address !== undefined && { address }) };
  return { ok: true, content: { kind: 'location', ...place }, said: { why: 'a place', saw: place } };
}

function textContent(template: string, run: RunView): FreeContent {
  const rendered = run.render(template);
  if (!rendered.ok) return rendered;
  const { text } = rendered;
  if (text.trim() === '') return { ok: false, reason: 'the text is empty' };
  return { ok: true, content: { kind: 'text', text }, said: { why: 'a free message', saw: { text } } };
}

function mediaContent(media: z.infer<typeof Media>, run: RunView): FreeContent {
  const rendered = renderFields(run, { link: 'link' in media ? media.link : undefined, caption: media.caption });
  if (!rendered.ok) return rendered;
  const { link, caption: words } = rendered.texts;
  const source = 'id' in media ? { id: media.id } : { link };
  const content = { kind: 'media', media: media.kind, ...source, ...(words && { caption: words }) } as const;
  return {
    ok: true,
    content,
    said: { why: `a file: ${media.kind}`, saw: { ...source, ...(words && { caption: words }) } },
  };
}
