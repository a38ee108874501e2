import { z } from 'zod';
import { defineStep, stepBase } from './define-step.js';
import { end } from './step-outcome.js';

/** Blocks the contact: nothing is sent, nothing starts, and every run of the contact exits, this one included. */
export const blockContact = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('block_contact'),
      next: z.null().optional().describe('Nothing follows: the run exits.'),
    })
    .meta({
      id: 'BlockContactStep',
      description:
        'Blocks the contact: nothing is sent, nothing starts, and every run of the contact exits, this one included.',
    }),

  begin: () =>
    end(
      { state: 'exited', reason: 'blocked' },
      { what: 'contact_blocked', why: 'the step blocks the contact', changes: [{ kind: 'contact_blocked' }] },
    ),
  ways: () => [],
});
