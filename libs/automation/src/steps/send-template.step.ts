import { z } from 'zod';
import { Next } from '../language/ids.js';
import { SendingPolicy } from '../language/settings.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { afterSend } from './sending.js';
import { perform, problem } from './step-outcome.js';
import { faultIn } from './content-fault.js';
import { Button } from './template-buttons.js';
import { Header, renderParts, textsOfParts } from './template-parts.js';
import { Variables } from './template-variables.js';

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
      variables: Variables.default({}).describe('What the variables of the template stand for.'),
      header: Header.optional(),
      buttons: z.array(Button).max(10).optional(),
      sending: SendingPolicy.optional(),
      next: Next,
      failed: Next.optional(),
      notSendable: Next.optional(),
    })
    .meta({
      id: 'SendTemplateStep',
      description: 'Sends an approved template. Templates may be sent at any time; they open a chat.',
    }),

  begin(step, run) {
    const ways = { wired: step.failed, next: step.next };
    const rendered = renderParts(step, run);
    if (!rendered.ok) return problem({ reason: 'render_failed', detail: rendered.reason }, ways);
    const { ok: _ok, ...parts } = rendered;
    const { template: name, language } = step;
    const content = { kind: 'template', name, language, ...parts } as const;
    const fault = faultIn(content);
    if (fault) return problem(fault, ways);
    return perform(
      { kind: 'send', category: run.settings.category, content },
      { what: 'send_planned', why: `template ${name} (${language})`, saw: parts.variables },
    );
  },

  resume: (step, occasion) => afterSend(step, occasion),
  ways: (step) => waysIn(step, 'next', 'failed', 'notSendable'),
  texts: textsOfParts,
});
