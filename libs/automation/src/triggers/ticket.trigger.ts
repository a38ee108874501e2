import { z } from 'zod';
import type { TriggerEvent } from '../engine/world.js';
import { Path } from '../language/ids.js';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';
import { isAmong, oneOrMany } from './one-or-many.js';

const word = z.string().min(1).max(200);

/** What may change of a ticket; `opened` when it is new. */
export const ticketChanges = ['opened', 'status', 'priority', 'assignee'] as const;

/** A ticket of the contact opened or changed, in the built-in desk or in another. */
export const ticket = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('ticket'),
      key: Path.default('data.ticketId').describe('Where the event names the ticket.'),
      change: oneOrMany(ticketChanges).optional().describe('What changed; without it anything.'),
      from: word.optional().describe('Only when the status was this one.'),
      to: word.optional().describe('Only when the status becomes this one.'),
      priority: word.optional().describe('Only when the priority is this one now.'),
      assignee: word.optional().describe('Only when this operator has it now: the id, or the name another desk uses.'),
    })
    .meta({ id: 'TicketTrigger', description: 'A ticket opens, or changes status, priority or assignee.' }),

  listensTo: () => ['ticket.opened', 'ticket.updated', 'ticket.closed'],

  matches(trigger, event) {
    const changes = changesOf(event);
    if (trigger.change !== undefined && ![trigger.change].flat().some((one) => one in changes)) return false;
    const status = changes['status'];
    const isStatusMeant =
      (trigger.from === undefined && trigger.to === undefined) ||
      (status !== undefined && isAmong(status.from, trigger.from) && isAmong(status.to, trigger.to));
    const { priority, assigneeId, assignee } = event.data;
    return isStatusMeant && isAmong(priority, trigger.priority) && isAmong(assigneeId ?? assignee, trigger.assignee);
  },
});

type Changes = Record<string, { from?: unknown; to?: unknown }>;

/** What an event says has changed. A closed ticket has a status that says so, whether or not its desk tells it as a change. */
function changesOf({ type, data }: TriggerEvent): Changes {
  if (type === 'ticket.opened') return { opened: {}, status: { from: null, to: data['status'] ?? 'open' } };
  const told = (data['changes'] ?? {}) as Changes;
  return type === 'ticket.closed' ? { status: { to: 'closed' }, ...told } : told;
}
