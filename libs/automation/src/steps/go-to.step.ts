import { z } from 'zod';
import { StepId } from '../language/ids.js';
import { defineStep, stepBase } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Jumps to another step. */
export const jump = defineStep({
  kind: 'flow',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('go_to'), step: StepId })
    .meta({ id: 'GoToStep', description: 'Jumps to another step.' }),
  begin: ({ step }) => goTo(step, { what: 'jumped', why: `to ${step}` }),
  ways: ({ step }) => [{ at: ['step'], to: step }],
});
