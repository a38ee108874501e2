import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Lifts the block from the contact. */
export const unblockContact = defineStep({
  kind: 'data',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('unblock_contact'), next: Next })
    .meta({ id: 'UnblockContactStep', description: 'Lifts the block from the contact.' }),
  begin: ({ next }) =>
    goTo(next, {
      what: 'contact_unblocked',
      why: 'the step lifts the block',
      changes: [{ kind: 'contact_unblocked' }],
    }),
  ways: (step) => waysIn(step, 'next'),
});
