import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo, waitFor } from './step-outcome.js';

/** Waits. */
export const delay = defineStep({
  kind: 'wait',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('delay'), for: Duration, next: Next })
    .meta({ id: 'DelayStep' }),

  begin(step, run) {
    return waitFor({ until: run.after(step.for), listen: [] }, { what: 'waits', why: `waits ${step.for}` });
  },

  resume: (step) => goTo(step.next, { what: 'waited', why: `${step.for} are over` }),
  ways: (step) => waysIn(step, 'next'),
});
