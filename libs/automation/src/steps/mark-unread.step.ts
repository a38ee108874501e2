import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

/** Marks the chat unread for operators. */
export const markUnread = defineStep({
  kind: 'data',
  schema: z
    .strictObject({ ...stepBase, type: z.literal('mark_unread'), next: Next })
    .meta({ id: 'MarkUnreadStep', description: 'Marks the chat unread for operators.' }),
  begin: ({ next }) =>
    goTo(next, { what: 'marked_unread', why: 'the step marks it', changes: [{ kind: 'marked_unread' }] }),
  ways: (step) => waysIn(step, 'next'),
});
