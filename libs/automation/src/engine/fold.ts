import type { Change } from './change.js';
import type { World, WorldContact, WorldTicket } from './world.js';

/** The world after a change: what a later step of the same decision sees. */
export function fold(world: World, change: Change): World {
  const { contact } = world;
  switch (change.kind) {
    case 'tag_added':
      return withContact(world, { tags: [...contact.tags, change.tag] });
    case 'tag_removed':
      return withContact(world, { tags: contact.tags.filter((tag) => tag !== change.tag) });
    case 'list_joined':
      return withContact(world, { lists: [...contact.lists, change.list] });
    case 'list_left':
      return withContact(world, { lists: contact.lists.filter((list) => list !== change.list) });
    case 'field_set':
      return withContact(world, { fields: { ...contact.fields, [change.field]: change.value } });
    case 'consent_set':
      return withContact(world, { marketingConsent: change.marketing ? 'given' : 'withdrawn' });
    case 'contact_blocked':
    case 'contact_unblocked':
      return withContact(world, { blocked: change.kind === 'contact_blocked' });
    case 'ticket_opened': {
      const { stepId, turn, subject, priority, assignee } = change;
      const id = `${world.run.id}/${stepId}/${turn}`;
      const ticket = { id, status: 'open' as const, subject, priority, ...(assignee !== undefined && { assignee }) };
      return { ...world, tickets: [ticket, ...(world.tickets ?? [])] };
    }
    case 'ticket_updated':
      return { ...world, tickets: updated(world.tickets ?? [], change) };
    case 'note_added':
    case 'marked_unread':
    case 'operators_assigned':
    case 'operators_removed':
    case 'automation_started':
    case 'automations_stopped':
      return world;
  }
}

const withContact = (world: World, changed: Partial<WorldContact>): World => ({
  ...world,
  contact: { ...world.contact, ...changed },
});

/** The contact's last ticket that is not closed, changed. */
function updated(tickets: readonly WorldTicket[], change: Extract<Change, { kind: 'ticket_updated' }>): WorldTicket[] {
  const { status, priority, assignee } = change;
  const last = tickets.findIndex((ticket) => ticket.status !== 'closed');
  const changes = {
    ...(status && { status }),
    ...(priority && { priority }),
    ...(assignee !== undefined && { assignee }),
  };
  return tickets.map((ticket, index) => (index === last ? { ...ticket, ...changes } : ticket));
}
