import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Takes operators off the chat: those named, else all. */
export const removeOperators = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('remove_operators'),
      operators: z.array(z.string().min(1).max(200)).min(1).max(50).optional(),
      next: Next,
    })
    .meta({ id: 'RemoveOperatorsStep', description: 'Takes operators off the chat: those named, else all.' }),

  begin({ operators, next }) {
    const change = { kind: 'operators_removed', ...(operators && { operators }) } as const;
    return goTo(next, {
      what: 'operators_removed',
      why: operators ? operators.join(', ') : 'all of them',
      changes: [change],
    });
  },

  ways: (step) => waysIn(step, 'next'),
});
