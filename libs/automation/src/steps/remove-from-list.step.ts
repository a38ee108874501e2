import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Takes the contact off a list. */
export const removeFromList = defineStep({
  kind: 'data',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('remove_from_list'), list: z.string().min(1).max(200), next: Next })
    .meta({ id: 'RemoveFromListStep', description: 'Takes the contact off a list.' }),

  begin({ list, next }, run) {
    const saw = { list };
    if (!run.world.contact.lists.includes(list))
      return goTo(next, { what: 'list_absent', why: 'the contact is not on the list', saw });
    return goTo(next, {
      what: 'list_left',
      why: 'the step takes the contact off',
      saw,
      changes: [{ kind: 'list_left', list }],
    });
  },

  ways: (step) => waysIn(step, 'next'),
});
