import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { afterSend } from './sending.js';
import { perform, problem } from './step-outcome.js';

/** Sends a free message. It needs an open customer service window. */
export const sendMessage = defineStep({
  kind: 'send',
  needsWindow: true,
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('send_message'),
      text: LiquidText.min(1),
      sending: SendingPolicy.optional(),
      next: Next,
      failed: Next.optional(),
      windowClosed: Next.optional(),
    })
    .meta({ id: 'SendMessageStep' }),

  begin(step, run) {
    const rendered = run.render(step.text);
    const reason = rendered.ok ? (rendered.text.trim() === '' ? 'the text is empty' : undefined) : rendered.reason;
    if (!rendered.ok || reason !== undefined) {
      return problem({ reason: 'render_failed', detail: reason ?? '' }, { wired: step.failed, next: step.next });
    }
    const { text } = rendered;
    return perform(
      { kind: 'send', category: 'service', content: { kind: 'text', text } },
      { what: 'send_planned', why: 'a free message', saw: { text } },
    );
  },

  resume: (step, occasion) => afterSend(step, occasion),
  ways: (step) => waysIn(step, 'next', 'failed', 'windowClosed'),
  texts: (step) => [{ at: ['text'], text: step.text }],
});
