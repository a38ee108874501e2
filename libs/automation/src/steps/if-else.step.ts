import { z } from 'zod';
import { Condition } from '../conditions/condition.js';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Takes the first case that holds. */
export const ifElse = defineStep({
  kind: 'flow',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('if_else'),
      cases: z
        .array(z.strictObject({ if: Condition, next: Next }))
        .min(1)
        .max(50),
      otherwise: Next,
    })
    .meta({ id: 'IfElseStep', description: 'Takes the first case that holds.' }),

  begin(step, run) {
    const saw: Record<string, unknown> = {};
    for (const [index, { if: condition, next }] of step.cases.entries()) {
      const verdict = run.evaluate(condition);
      Object.assign(saw, verdict.saw);
      if (verdict.holds)
        return goTo(next, { what: 'case_taken', why: `case ${index + 1} holds`, saw, result: { case: index } });
    }
    return goTo(step.otherwise, { what: 'case_taken', why: 'no case holds', saw, result: { case: 'otherwise' } });
  },

  ways: (step) => [
    ...step.cases.map(({ next }, index) => ({ at: ['cases', index, 'next'], to: next })),
    ...waysIn(step, 'otherwise'),
  ],
  conditions: (step) =>
    step.cases.map((each, index) => ({ at: ['cases', index, 'if'], on: 'run' as const, condition: each.if })),
});
