import { z } from 'zod';
import { Next, StepId } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { fork } from './step-outcome.js';

/** Several paths at once; `then` runs once all of them have ended. */
export const branch = defineStep({
  kind: 'flow',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('branch'),
      branches: z.array(StepId).min(1).max(20).describe('The first step of each path.'),
      // oxlint-disable-next-line unicorn/no-thenable -- the language's own word; a step is never awaited
      then: Next,
    })
    .meta({ id: 'BranchStep', description: 'Several paths at once; `then` runs once all of them have ended.' }),

  begin: ({ branches, then }) =>
    fork(branches, then, { what: 'branched', why: `${branches.length} paths at once`, saw: { branches } }),
  ways: (step) => [...step.branches.map((to, index) => ({ at: ['branches', index], to })), ...waysIn(step, 'then')],
});
