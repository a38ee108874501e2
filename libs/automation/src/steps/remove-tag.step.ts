import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Takes a tag from the contact. */
export const removeTag = defineStep({
  kind: 'data',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('remove_tag'), tag: z.string().min(1).max(100), next: Next })
    .meta({ id: 'RemoveTagStep', description: 'Takes a tag from the contact.' }),

  begin({ tag, next }, run) {
    const saw = { tag };
    if (!run.world.contact.tags.includes(tag))
      return goTo(next, { what: 'tag_absent', why: 'the contact does not have the tag', saw });
    return goTo(next, { what: 'tag_removed', why: 'the step takes it', saw, changes: [{ kind: 'tag_removed', tag }] });
  },

  ways: (step) => waysIn(step, 'next'),
});
