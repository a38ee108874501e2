import { z } from 'zod';
import type { SendContent } from '../engine/decision.js';
import { LiquidText, Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import { beginFree, resumeFree, type FreeContent } from './free-message.js';
import type { RunView } from './run-view.js';

/** Limits of WhatsApp for interactive messages. https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages */
const limits = { body: 1_024, buttons: 3, buttonTitle: 20, rows: 10, rowTitle: 24, rowDescription: 72 } as const;

const base = {
  ...stepBase,
  type: z.literal('send_buttons'),
  text: LiquidText.min(1),
  sending: SendingPolicy.optional(),
  next: Next,
  failed: Next.optional(),
  windowClosed: Next.optional(),
};
const id = z.string().min(1).max(200).describe('What comes back when it is chosen; answers match it.');
const ids = (items: readonly { id: string }[]) => new Set(items.map((item) => item.id)).size === items.length;
const distinct = { message: 'has an id twice' };

const schema = formsOf(
  'send_buttons',
  {
    buttons: z.strictObject({
      ...base,
      buttons: z
        .array(z.strictObject({ id, title: z.string().min(1).max(limits.buttonTitle) }))
        .min(1)
        .max(limits.buttons)
        .refine(ids, distinct),
    }),
    list: z.strictObject({
      ...base,
      list: z.strictObject({
        button: z.string().min(1).max(limits.buttonTitle).describe('What the button that opens the list says.'),
        rows: z
          .array(
            z.strictObject({
              id,
              title: z.string().min(1).max(limits.rowTitle),
              description: z.string().max(limits.rowDescription).optional(),
            }),
          )
          .min(1)
          .max(limits.rows)
          .refine(ids, distinct),
      }),
    }),
  },
  {
    id: 'SendButtonsStep',
    description:
      'Sends a free message with reply buttons, or with a list to choose from. It needs an open customer service window.',
  },
);
type SendButtons = z.infer<typeof schema>;

/** Sends a free message with reply buttons, or with a list to choose from. It needs an open customer service window. */
export const sendButtons = defineStep({
  kind: 'send',
  needsWindow: true,
  schema,
  begin: (step, run) => beginFree(step, run, contentOf(step, run)),
  resume: (step, occasion, run) => resumeFree(step, { occasion, run }, () => contentOf(step, run)),
  ways: (step) => waysIn(step, 'next', 'failed', 'windowClosed'),
  texts: (step) => [{ at: ['text'], text: step.text }],
});

function contentOf(step: SendButtons, run: RunView): FreeContent {
  const rendered = run.render(step.text);
  if (!rendered.ok) return rendered;
  const { text } = rendered;
  if (text.trim() === '') return { ok: false, reason: 'the text is empty' };
  if (text.length > limits.body)
    return { ok: false, reason: `the text has ${text.length} characters, over ${limits.body}` };
  const choices = choicesOf(step);
  return { ok: true, content: { ...choices, text }, said: { why: `a message with ${choices.kind}`, saw: { text } } };
}

type Choices =
  Omit<Extract<SendContent, { kind: 'buttons' }>, 'text'> | Omit<Extract<SendContent, { kind: 'list' }>, 'text'>;

function choicesOf(step: SendButtons): Choices {
  if ('buttons' in step) return { kind: 'buttons', buttons: step.buttons };
  const rows = step.list.rows.map(({ description, ...row }) => ({
    ...row,
    ...(description !== undefined && { description }),
  }));
  return { kind: 'list', button: step.list.button, rows };
}
