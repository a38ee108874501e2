import {
  areDistinct,
  BodyText,
  ButtonTitle,
  ButtonUrl,
  messageLimits as limits,
  type InteractiveHeader,
} from '@threadline/domain';
import { z } from 'zod';
import type { SendContent } from '../engine/decision.js';
import { LiquidText, Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import { beginFree, resumeFree, type FreeContent } from './free-message.js';
import { ListChoice } from './list-choice.js';
import { ListHeader, MessageHeader, quote, quoted, renderAround, textsAround } from './message-parts.js';
import { renderFields } from './render-fields.js';
import type { RunView } from './run-view.js';

const base = {
  ...stepBase,
  type: z.literal('send_buttons'),
  quote,
  text: LiquidText.min(1),
  footer: LiquidText.min(1).optional().describe('Small words below the text.'),
  sending: SendingPolicy.optional(),
  next: Next,
  failed: Next.optional(),
  windowClosed: Next.optional(),
};
const id = z.string().min(1).max(limits.rowId).describe('What comes back when it is chosen; answers match it.');
const title = z.string().min(1).max(limits.buttonTitle);

const schema = formsOf(
  'send_buttons',
  {
    buttons: z.strictObject({
      ...base,
      header: MessageHeader.optional(),
      buttons: z
        .array(z.strictObject({ id, title }))
        .min(1)
        .max(limits.buttons)
        .refine((buttons) => areDistinct(buttons.map((button) => button.id)), { message: 'has an id twice' })
        .refine((buttons) => areDistinct(buttons.map((button) => button.title)), { message: 'has a title twice' }),
    }),
    list: z.strictObject({ ...base, header: ListHeader.optional(), list: ListChoice }),
    link: z.strictObject({
      ...base,
      header: MessageHeader.optional(),
      link: z
        .strictObject({ title: LiquidText.min(1), url: LiquidText.min(1) })
        .describe('A button that opens an address.'),
    }),
  },
  {
    id: 'SendButtonsStep',
    description:
      'Sends a free message with reply buttons, with a list to choose from, or with a button that opens an address. It needs an open customer service window.',
  },
);
type SendButtons = z.infer<typeof schema>;

/** Sends a free message with reply buttons, a list to choose from, or a link. It needs an open customer service window. */
export const sendButtons = defineStep({
  kind: 'send',
  needsWindow: true,
  schema,
  begin: (step, run) => beginFree(step, run, contentOf(step, run)),
  resume: (step, occasion, run) => resumeFree(step, { occasion, run }, () => contentOf(step, run)),
  ways: (step) => waysIn(step, 'next', 'failed', 'windowClosed'),
  texts: (step) => [
    { at: ['text'], text: step.text, takes: BodyText },
    ...textsAround(step),
    ...('link' in step
      ? [
          { at: ['link', 'title'], text: step.link.title, takes: ButtonTitle },
          { at: ['link', 'url'], text: step.link.url, takes: ButtonUrl },
        ]
      : []),
  ],
});

function contentOf(step: SendButtons, run: RunView): FreeContent {
  const link = 'link' in step ? step.link : undefined;
  const rendered = renderFields(run, { text: step.text, 'link.title': link?.title, 'link.url': link?.url });
  if (!rendered.ok) return rendered;
  const top = renderAround(step, run);
  if (!top.ok) return top;
  const { text, 'link.title': name, 'link.url': url } = rendered.texts;
  const content = chosen(step, { text, ...top.around, ...quoted(step, run) }, { title: name, url });
  return { ok: true, content, said: { why: `a message with ${content.kind}`, saw: { text } } };
}

type Around = { text: string; header?: InteractiveHeader; footer?: string; replyTo?: string };

function chosen(step: SendButtons, around: Around, link: { title: string; url: string }): SendContent {
  if ('buttons' in step) return { kind: 'buttons', ...around, buttons: step.buttons };
  return 'list' in step ? { kind: 'list', ...around, ...step.list } : { kind: 'link', ...around, ...link };
}
