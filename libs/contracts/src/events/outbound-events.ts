import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';

const contactId = z.uuid();
const run = {
  runId: z.uuid(),
  contactId,
  automationId: z.uuid(),
  version: z.number().int(),
  key: z.string().optional(),
};
const message = {
  messageId: z.uuid(),
  contactId,
  runId: z.uuid().optional(),
  step: z.string().optional(),
  turn: z.number().int().optional(),
};
const conversation = { conversationId: z.uuid(), contactId };
const operator = { operatorId: z.uuid(), operator: z.string() };
const ticketStatus = z.enum(['open', 'pending', 'solved', 'closed']);
const ticketPriority = z.enum(['low', 'normal', 'high', 'urgent']);
/** `contact` lets the event be read like those of other desks; its id is `contactId`. */
const ticket = {
  ticketId: z.uuid(),
  contactId,
  contact: z.object({ id: contactId }),
  number: z.number().int(),
  subject: z.string(),
  status: ticketStatus,
  priority: ticketPriority,
  /** The id of the operator who has it. */
  assigneeId: z.uuid().nullable(),
};
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A changed property of a ticket: what it was and what it is. */
const changed = z.object({ from: z.string().nullable(), to: z.string().nullable() });

/** What Threadline tells others, one schema per event type. Event ids are derived, so that a repeat is recognised. */
export const outboundEvents = [
  cloudEvent('contact.created', z.object({ contactId })),
  cloudEvent('contact.merged', z.object({ contactId, mergedIds: z.array(z.uuid()) })),
  cloudEvent('contact.tag_added', z.object({ contactId, tag: z.string() })),
  cloudEvent('contact.tag_removed', z.object({ contactId, tag: z.string() })),
  cloudEvent('contact.list_joined', z.object({ contactId, listId: z.uuid(), list: z.string() })),
  cloudEvent('contact.list_left', z.object({ contactId, listId: z.uuid(), list: z.string() })),
  cloudEvent('contact.field_changed', z.object({ contactId, field: z.string(), from: fieldValue, to: fieldValue })),
  cloudEvent(
    'contact.consent_changed',
    z.object({
      contactId,
      marketing: z.enum(['given', 'withdrawn']),
      via: z.string(),
      /** When the contact said so, and our id of the message that says it. */
      proof: z.object({ at: z.iso.datetime(), messageId: z.uuid().optional() }).optional(),
    }),
  ),
  cloudEvent('contact.blocked', z.object({ contactId, via: z.string() })),
  cloudEvent('contact.unblocked', z.object({ contactId, via: z.string() })),
  cloudEvent('conversation.note_added', z.object({ ...conversation, noteId: z.uuid() })),
  cloudEvent('conversation.marked_unread', z.object(conversation)),
  cloudEvent('conversation.assigned', z.object({ ...conversation, ...operator, team: z.string().optional() })),
  cloudEvent('conversation.unassigned', z.object({ ...conversation, ...operator })),
  cloudEvent('conversation.taken_over', z.object({ ...conversation, ...operator, until: z.iso.datetime().nullable() })),
  cloudEvent('conversation.released', z.object({ ...conversation, via: z.string() })),
  cloudEvent('ticket.opened', z.object(ticket)),
  cloudEvent(
    'ticket.updated',
    z.object({
      ...ticket,
      changes: z.object({ status: changed, priority: changed, assignee: changed }).partial(),
      isNoted: z.boolean(),
    }),
  ),
  cloudEvent('contact.opted_out', z.object({ contactId, via: z.string() })),
  cloudEvent('run.armed', z.object({ ...run, until: z.iso.datetime() })),
  cloudEvent('run.disarmed', z.object(run)),
  cloudEvent('run.entered', z.object(run)),
  cloudEvent('run.step', z.object({ ...run, step: z.string(), turn: z.number().int() })),
  cloudEvent('run.refused', z.object({ ...run, reason: z.string() })),
  cloudEvent('run.completed', z.object({ ...run, reason: z.string() })),
  cloudEvent('run.exited', z.object({ ...run, reason: z.string() })),
  cloudEvent(
    'run.converted',
    z.object({ ...run, orderId: z.string(), total: z.number().optional(), currency: z.string().optional() }),
  ),
  cloudEvent('run.conversion_reversed', z.object({ ...run, orderId: z.string(), because: z.string() })),
  cloudEvent('message.received', z.object(message)),
  cloudEvent('message.accepted', z.object(message)),
  cloudEvent('message.sent', z.object(message)),
  cloudEvent('message.delivered', z.object(message)),
  cloudEvent('message.read', z.object(message)),
  cloudEvent('message.failed', z.object({ ...message, reason: z.string() })),
  cloudEvent('message.skipped', z.object({ ...message, reason: z.string() })),
  cloudEvent('message.unknown', z.object(message)),
  cloudEvent('message.settled', z.object({ ...message, status: z.string(), reason: z.string() })),
] as const;

/** An event Threadline emits through its outbox. */
export type OutboundEvent = z.infer<(typeof outboundEvents)[number]>;
