import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Writes down what the contact says about marketing, with what proves it: its last message to this run and the moment. */
export const setConsent = defineStep({
  kind: 'data',
  schema: z.strictObject({ ...stepBase, type: z.literal('set_consent'), marketing: z.boolean(), next: Next }).meta({
    id: 'SetConsentStep',
    description:
      'Writes down what the contact says about marketing, with what proves it: its last message to this run and the moment.',
  }),

  begin({ marketing, next }, run) {
    const said = run.lastMessage;
    const proof = {
      at: said?.at ?? run.now,
      ...(said?.text !== undefined && { text: said.text }),
      ...(said && { messageId: said.messageId }),
    };
    const why = marketing ? 'the contact agrees to marketing' : 'the contact wants no marketing';
    const changes = [{ kind: 'consent_set', marketing, proof } as const];
    return goTo(next, {
      what: 'consent_set',
      why,
      saw: { marketing, ...(said && { message: said.messageId }) },
      changes,
    });
  },

  ways: (step) => waysIn(step, 'next'),
});
