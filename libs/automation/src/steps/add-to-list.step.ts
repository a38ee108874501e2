import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Puts the contact on a list. */
export const addToList = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('add_to_list'),
      list: z.string().min(1).max(200),
      create: z.boolean().default(false).describe('Whether to make the list when there is none of that name.'),
      next: Next,
    })
    .meta({ id: 'AddToListStep', description: 'Puts the contact on a list.' }),

  begin({ list, create, next }, run) {
    const saw = { list };
    if (run.world.contact.lists.includes(list))
      return goTo(next, { what: 'list_kept', why: 'the contact is on the list', saw });
    const change = { kind: 'list_joined', list, ...(create && { create }) } as const;
    return goTo(next, { what: 'list_joined', why: 'the step puts the contact there', saw, changes: [change] });
  },

  ways: (step) => waysIn(step, 'next'),
});
