import { z } from 'zod';
import { defineStep, stepBase } from './define-step.js';
import { end } from './step-outcome.js';

/** Ends the run with success, all its paths. */
export const reachGoal = defineStep({
  kind: 'flow',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('reach_goal'), reason: z.string().min(1).max(200).optional() })
    .meta({ id: 'ReachGoalStep', description: 'Ends the run with success, all its paths.' }),
  begin: ({ reason }) =>
    end({ state: 'completed', reason: 'goal' }, { what: 'goal_reached', why: reason ?? 'the step says so' }),
  ways: () => [],
});
