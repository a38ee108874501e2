import { z } from 'zod';
import { defineStep, stepBase } from './define-step.js';
import { end } from './step-outcome.js';

/** Ends the run, all its paths. */
export const exit = defineStep({
  kind: 'flow',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('exit'), reason: z.string().min(1).max(200).optional() })
    .meta({ id: 'ExitStep', description: 'Ends the run, all its paths.' }),

  begin({ reason }) {
    const detail = reason === undefined ? {} : { detail: reason };
    return end(
      { state: 'exited', reason: 'exit_step', ...detail },
      { what: 'exits', why: reason ?? 'the step ends the run' },
    );
  },

  ways: () => [],
});
