import { z } from 'zod';
import { sendTemplate } from '../steps/send-template.step.js';
import { AutomationDefinition } from './definition.js';

const { template, language } = sendTemplate.schema.shape;

/** The template that confirms to contacts that they get no more marketing. It has no variables. */
export const OptOutConfirmation = z.strictObject({ template, language }).meta({ id: 'OptOutConfirmation' });
export type OptOutConfirmation = z.infer<typeof OptOutConfirmation>;

const confirm = 'confirm';

/**
 * The automation that confirms an opt-out: once for every time a message of the contact withdraws consent. Whoever stops marketing
 * in WhatsApp itself is told by WhatsApp. It is an answer, so it goes out whoever has the chat, soon or not at all.
 */
export const confirmingOptOuts = (by: OptOutConfirmation): AutomationDefinition =>
  AutomationDefinition.parse({
    name: 'Opt-out confirmation',
    triggers: [
      {
        id: 'opted_out',
        type: 'consent',
        marketing: 'withdrawn',
        filter: { path: 'data.proof.messageId', op: 'exists' },
      },
    ],
    settings: {
      category: 'utility',
      sending: { whenHumanOwns: 'send', whenCapped: 'skip', whenTemplateNotApproved: { waitFor: 'PT1H' } },
    },
    start: confirm,
    steps: { [confirm]: { type: 'send_template', ...by, next: null } },
  });

/** By which template a definition confirms opt-outs. */
export function confirmationIn({ steps }: AutomationDefinition): OptOutConfirmation | undefined {
  const step = steps[confirm];
  return step?.type === 'send_template' ? { template: step.template, language: step.language } : undefined;
}
