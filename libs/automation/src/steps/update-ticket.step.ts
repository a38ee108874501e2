import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { Priority } from './open-ticket.step.js';
import { goTo, problem } from './step-outcome.js';

const fields = ['status', 'priority', 'assignee', 'note'] as const;

/** Changes the run's last ticket, else the contact's last one that is not closed. */
export const updateTicket = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('update_ticket'),
      status: z.enum(['open', 'pending', 'solved', 'closed']).optional(),
      priority: Priority.optional(),
      assignee: z.string().min(1).max(200).optional().describe('The name of an operator.'),
      note: LiquidText.optional(),
      next: Next,
    })
    .refine((step) => fields.some((field) => step[field] !== undefined), {
      message: `changes nothing; give ${fields.join(', ')}`,
    })
    .meta({
      id: 'UpdateTicketStep',
      description: 'Changes the run`s last ticket, else the contact`s last one that is not closed.',
    }),

  begin({ status, priority, assignee, note, next }, run) {
    const rendered = note === undefined ? undefined : run.render(note);
    if (rendered && !rendered.ok)
      return problem({ reason: 'render_failed', detail: rendered.reason }, { wired: undefined, next });
    const changed = {
      ...(status && { status }),
      ...(priority && { priority }),
      ...(assignee !== undefined && { assignee }),
      ...(rendered && { note: rendered.text }),
    };
    return goTo(next, {
      what: 'ticket_updated',
      why: 'the step changes it',
      saw: changed,
      changes: [{ kind: 'ticket_updated', ...changed }],
    });
  },

  ways: (step) => waysIn(step, 'next'),
  texts: ({ note }) => (note === undefined ? [] : [{ at: ['note'], text: note }]),
});
