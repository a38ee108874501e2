import type { Change } from '../engine/change.js';
import { fold } from '../engine/fold.js';
import type { World } from '../engine/world.js';

/** An event about what has changed, as production tells it. */
export interface News {
  type: string;
  data: Record<string, unknown>;
}

/** What a change tells; nothing when it was so already, or when triggers cannot listen to it. */
export function newsOf(before: World, change: Change): News | undefined {
  const { contact } = before;
  switch (change.kind) {
    case 'tag_added':
    case 'tag_removed': {
      const isNew = contact.tags.includes(change.tag) === (change.kind === 'tag_removed');
      return isNew ? { type: `contact.${change.kind}`, data: { tag: change.tag } } : undefined;
    }
    case 'list_joined':
    case 'list_left': {
      const isNew = contact.lists.includes(change.list) === (change.kind === 'list_left');
      return isNew ? { type: `contact.${change.kind}`, data: { list: change.list } } : undefined;
    }
    case 'field_set': {
      const { field, value: to } = change;
      const from = contact.fields[field] ?? null;
      return from === to ? undefined : { type: 'contact.field_changed', data: { field, from, to } };
    }
    case 'consent_set': {
      const marketing = change.marketing ? 'given' : 'withdrawn';
      const isNew = contact.marketingConsent !== marketing;
      return isNew ? { type: 'contact.consent_changed', data: { marketing } } : undefined;
    }
    case 'ticket_opened':
    case 'ticket_updated':
      return ticketNews(before, fold(before, change));
    default:
      return undefined;
  }
}

function ticketNews({ tickets: before = [] }: World, { tickets: after = [] }: World): News | undefined {
  const now = after.find((ticket) => !before.includes(ticket));
  if (!now) return undefined;
  const was = before.find(({ id }) => id === now.id);
  const { id: ticketId, status, priority, assignee = null } = now;
  const told = { ticketId, subject: now.subject, status, priority, assignee };
  const changed = (['status', 'priority', 'assignee'] as const).filter((name) => was?.[name] !== now[name]);
  const changes = Object.fromEntries(
    changed.map((name) => [name, { from: was?.[name] ?? null, to: now[name] ?? null }]),
  );
  return { type: was ? 'ticket.updated' : 'ticket.opened', data: { ...told, changes } };
}

/** The change of the contact that an event from outside tells of; undefined when it tells of none. */
export function changeTold({ type, data }: News): Change | undefined {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
  const [tag, list, field] = [text('tag'), text('list'), text('field')];
  switch (type) {
    case 'contact.tag_added':
    case 'contact.tag_removed':
      return tag === undefined ? undefined : { kind: type === 'contact.tag_added' ? 'tag_added' : 'tag_removed', tag };
    case 'contact.list_joined':
    case 'contact.list_left':
      return list === undefined
        ? undefined
        : { kind: type === 'contact.list_joined' ? 'list_joined' : 'list_left', list };
    case 'contact.field_changed': {
      const value = data['to'];
      const isValue = value === null || ['string', 'number', 'boolean'].includes(typeof value);
      return field !== undefined && isValue
        ? { kind: 'field_set', field, value: value as string | number | boolean | null }
        : undefined;
    }
    default:
      return undefined;
  }
}
