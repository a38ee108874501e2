import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Adds a tag to the contact. */
export const addTag = defineStep({
  kind: 'data',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('add_tag'), tag: z.string().min(1).max(100), next: Next })
    .meta({ id: 'AddTagStep', description: 'Adds a tag to the contact.' }),

  begin({ tag, next }, run) {
    if (run.world.contact.tags.includes(tag))
      return goTo(next, { what: 'tag_kept', why: 'the contact has the tag', saw: { tag } });
    return goTo(next, {
      what: 'tag_added',
      why: 'the step adds it',
      saw: { tag },
      changes: [{ kind: 'tag_added', tag }],
    });
  },

  ways: (step) => waysIn(step, 'next'),
});
