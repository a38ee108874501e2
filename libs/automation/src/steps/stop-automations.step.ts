import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { end, goTo } from './step-outcome.js';

/** Ends the contact's runs: all of them, all but this one, or those of some automations. */
export const stopAutomations = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('stop_automations'),
      which: z
        .union([z.enum(['all', 'others']), z.array(z.string().min(1).max(200)).min(1).max(100)])
        .describe('Or a list of automations, by slug.'),
      next: Next,
    })
    .meta({
      id: 'StopAutomationsStep',
      description: 'Ends the contact`s runs: all of them, all but this one, or those of some automations.',
    }),

  begin({ which, next }) {
    const why = typeof which === 'string' ? which : which.join(', ');
    const said = { what: 'automations_stopped', why, changes: [{ kind: 'automations_stopped', which } as const] };
    if (which !== 'all') return goTo(next, said);
    return end({ state: 'exited', reason: 'stopped_by_automation', detail: 'by its own step' }, said);
  },

  ways: (step) => waysIn(step, 'next'),
});
