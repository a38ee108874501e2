import type { Instant } from '@threadline/domain';
import type { ReplyFact } from '../engine/fact.js';
import type { RunState } from '../engine/run-state.js';
import type { World } from '../engine/world.js';
import { lastMessageOf } from './last-message.js';

/** What texts are rendered from. */
export interface TextSource {
  world: World;
  results: RunState['results'];
  lastReply?: ReplyFact | undefined;
  /** The moment by the run's own clock. */
  now: Instant;
}

/**
 * The names a template may begin with. `message` is the contact's last reply, else the message that started the run; `order` the
 * shop's event that started it, else the contact's last order; `ticket` the contact's last ticket.
 */
export const textRoots = ['contact', 'trigger', 'run', 'message', 'order', 'ticket', 'results'] as const;

/** The properties of those roots whose names are fixed; absent roots hold what the event or the step's result holds. */
export const knownProperties: Readonly<Record<string, readonly string[]>> = {
  contact: [
    'id',
    'firstName',
    'lastName',
    'name',
    'language',
    'country',
    'timeZone',
    'phone',
    'email',
    'fields',
    'tags',
    'lists',
  ],
  trigger: ['type', 'id', 'time', 'data'],
  run: ['id', 'automationId', 'enteredAt', 'now'],
  ticket: ['number', 'status', 'priority', 'assignee', 'subject'],
  message: ['kind', 'text', 'payload', 'id', 'media', 'latitude', 'longitude'],
};

/** What templates see, as plain data. Moments are ISO 8601 in UTC. */
export function scopeOf(source: TextSource): Record<string, unknown> {
  const { world, results, now } = source;
  const { contact, trigger, run } = world;
  const { marketingConsent: _consent, blocked: _blocked, ...person } = contact;
  return {
    contact: { ...person, name: [contact.firstName, contact.lastName].filter(Boolean).join(' ') },
    trigger: { ...trigger, time: new Date(trigger.time).toISOString() },
    run: { ...run, enteredAt: new Date(run.enteredAt).toISOString(), now: new Date(now).toISOString() },
    message: messageOf(source),
    order: trigger.type.startsWith('shop.') ? trigger.data : (world.orders?.[0] ?? {}),
    ticket: world.tickets?.[0] ?? {},
    results,
  };
}

function messageOf(source: TextSource): Record<string, unknown> {
  const last = lastMessageOf(source);
  return last ? { ...last.content, text: last.text ?? '' } : {};
}
