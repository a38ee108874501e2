import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import type { RunView } from './run-view.js';
import { afterSend } from './sending.js';
import { perform, problem } from './step-outcome.js';

const variableName = z
  .string()
  .regex(/^[a-z0-9_]{1,64}$/, 'is not a variable of a template; write 1, 2, … or its name');

/** Sends an approved template. Templates may be sent at any time; they open a chat. */
export const sendTemplate = defineStep({
  kind: 'send',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('send_template'),
      template: z.string().regex(/^[a-z0-9_]{1,512}$/, 'is not a template name: lower-case letters, digits and _'),
      language: z
        .string()
        .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'is not a template language; write one such as en or en_US'),
      variables: z
        .record(variableName, LiquidText)
        .default({})
        .describe('What the variables of the template stand for.'),
      buttons: z
        .array(z.strictObject({ index: z.number().int().min(0).max(9), payload: z.string().min(1).max(128) }))
        .max(10)
        .optional()
        .describe('What the quick reply buttons send back when tapped.'),
      sending: SendingPolicy.optional(),
      next: Next,
      failed: Next.optional(),
      notSendable: Next.optional(),
    })
    .meta({ id: 'SendTemplateStep' }),

  begin(step, run) {
    const rendered = renderAll(step.variables, run);
    if ('reason' in rendered)
      return problem({ reason: 'render_failed', detail: rendered.reason }, { wired: step.failed, next: step.next });
    const { template: name, language, buttons } = step;
    return perform(
      {
        kind: 'send',
        category: run.settings.category,
        content: { kind: 'template', name, language, variables: rendered.variables, ...(buttons && { buttons }) },
      },
      { what: 'send_planned', why: `template ${name} (${language})`, saw: rendered.variables },
    );
  },

  resume: (step, occasion) => afterSend(step, occasion),
  ways: (step) => waysIn(step, 'next', 'failed', 'notSendable'),
  texts: (step) => Object.entries(step.variables).map(([name, text]) => ({ at: ['variables', name], text })),
});

/** WhatsApp refuses parameters that are empty, or have line breaks, tabs or more than four spaces in a row. */
function renderAll(
  variables: Record<string, string>,
  run: RunView,
): { variables: Record<string, string> } | { reason: string } {
  const texts: Record<string, string> = {};
  for (const [name, template] of Object.entries(variables)) {
    const rendered = run.render(template);
    if (!rendered.ok) return { reason: `variable ${name}: ${rendered.reason}` };
    const text = rendered.text.replace(/\s+/gu, ' ').trim();
    if (text === '') return { reason: `variable ${name} is empty` };
    texts[name] = text;
  }
  return { variables: texts };
}
