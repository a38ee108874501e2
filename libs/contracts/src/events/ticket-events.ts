import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const word = z.string().min(1).max(200);
const change = z.object({ from: word.nullable(), to: word.nullable() });

/** A ticket as it stands after the event. `assigneeId` is an operator of ours, `assignee` whoever another desk names. */
const ticket = z.looseObject({
  contact: ContactReference,
  ticketId: word,
  subject: z.string().max(2_000).optional(),
  status: word.optional(),
  priority: word.optional(),
  assignee: word.optional(),
  assigneeId: word.nullable().optional(),
  changes: z.looseObject({ status: change, priority: change, assignee: change }).partial().optional(),
});

/** Everything desks tell of a ticket: ours, and others. */
export const ticketEventSchemas = [
  cloudEvent('ticket.opened', ticket),
  cloudEvent('ticket.updated', ticket),
  cloudEvent('ticket.closed', ticket),
] as const;
