import { z } from 'zod';
import { LiquidText, Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo, problem } from './step-outcome.js';

/** How urgent a ticket is. */
export const Priority = z.enum(['low', 'normal', 'high', 'urgent']).meta({ id: 'TicketPriority' });
const maxSubject = 300;

/** Opens a ticket in the built-in desk. */
export const openTicket = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('open_ticket'),
      subject: LiquidText.min(1),
      priority: Priority.default('normal'),
      assignee: z.string().min(1).max(200).optional().describe('The name of an operator.'),
      next: Next,
    })
    .meta({ id: 'OpenTicketStep', description: 'Opens a ticket in the built-in desk.' }),

  begin({ subject: template, priority, assignee, next }, run) {
    const rendered = run.render(template);
    if (!rendered.ok) return problem({ reason: 'render_failed', detail: rendered.reason }, { wired: undefined, next });
    const subject = rendered.text.trim().slice(0, maxSubject);
    const ticket = { subject, priority, ...(assignee !== undefined && { assignee }) };
    const { stepId, turn } = run;
    return goTo(next, {
      what: 'ticket_opened',
      why: 'the step opens it',
      saw: ticket,
      changes: [{ kind: 'ticket_opened', stepId, turn, ...ticket }],
      result: ticket,
    });
  },

  ways: (step) => waysIn(step, 'next'),
  texts: ({ subject }) => [{ at: ['subject'], text: subject }],
});
