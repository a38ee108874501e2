import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo, problem } from './step-outcome.js';

/** Writes a note into the chat, which operators see and the contact does not. */
export const addNote = defineStep({
  kind: 'data',
  schema: z.strictObject({ ...stepBase, type: z.literal('add_note'), text: LiquidText.min(1), next: Next }).meta({
    id: 'AddNoteStep',
    description: 'Writes a note into the chat, which operators see and the contact does not.',
  }),

  begin({ text: template, next }, run) {
    const rendered = run.render(template);
    if (!rendered.ok) return problem({ reason: 'render_failed', detail: rendered.reason }, { wired: undefined, next });
    const { text } = rendered;
    return goTo(next, {
      what: 'note_added',
      why: 'the step writes it',
      saw: { text },
      changes: [{ kind: 'note_added', text }],
    });
  },

  ways: (step) => waysIn(step, 'next'),
  texts: ({ text }) => [{ at: ['text'], text }],
});
