import { stableShare } from '@threadline/domain';
import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Divides contacts at random, by weight. The same contact always takes the same way at the same step. */
export const split = defineStep({
  kind: 'flow',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('split'),
      shares: z
        .array(z.strictObject({ weight: z.number().int().min(0).max(1_000), next: Next }))
        .min(2)
        .max(20)
        .refine((shares) => shares.some(({ weight }) => weight > 0), { message: 'has no share with a weight' }),
    })
    .meta({
      id: 'SplitStep',
      description:
        'Divides contacts at random, by weight. The same contact always takes the same way at the same step.',
    }),

  begin({ shares }, run) {
    const total = shares.reduce((sum, { weight }) => sum + weight, 0);
    const drawn = stableShare(run.world.contact.id, run.world.run.automationId, run.stepId) * total;
    const taken = indexAt(
      shares.map(({ weight }) => weight),
      drawn,
    );
    return goTo(shares[taken]?.next ?? null, {
      what: 'share_taken',
      why: `share ${taken + 1} of ${shares.length}`,
      saw: { share: taken + 1, weight: shares[taken]?.weight },
      result: { share: taken },
    });
  },

  ways: ({ shares }) => shares.map(({ next }, index) => ({ at: ['shares', index, 'next'], to: next })),
});

/** The weight in whose stretch a point lies, when the weights are laid end to end. */
function indexAt(weights: readonly number[], point: number): number {
  let end = 0;
  return weights.findIndex((weight) => point < (end += weight));
}
