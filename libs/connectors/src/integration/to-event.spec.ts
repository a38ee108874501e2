import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toEvent } from '../inbound/told-event.js';
import { IntegrationSettings } from './connection.js';
import { integrationEvent } from './to-event.js';

const payloads = join(import.meta.dirname, '../../../../test/payloads/integration');
const payload = (name: string): unknown => JSON.parse(readFileSync(join(payloads, `${name}.json`), 'utf8'));

const crm = {
  auth: 'bearer',
  event: { path: 'type', types: { 'deal.won': 'integration.deal.won' } },
  id: 'id',
  time: 'createdAt',
  contact: { phone: 'person.phone', email: 'person.email', firstName: 'person.name.first', country: 'IT' },
  data: { dealId: 'deal.id', 'deal.amount': 'deal.amount', 'deal.firstTag': 'deal.tags.0' },
};
const receivedAt = Date.parse('2026-03-02T10:30:00Z');
const read = (body: unknown, settings: object, headers: Record<string, string> = {}) =>
  integrationEvent(body, IntegrationSettings.parse(settings), {
    request: { headers, rawBody: Buffer.from(JSON.stringify(body ?? null)) },
    receivedAt,
  });
const origin = { workspaceId: '0198c0de-0000-7000-8000-000000000001', source: 'integration/x' };

it('reads an event, its contact and its data where the settings say', () => {
  const event = read(payload('deal'), crm);
  expect(event).toEqual({
    type: 'integration.deal.won',
    id: 'integration.deal.won/evt_1',
    time: '2026-03-02T10:00:00.000Z',
    person: { phone: '+393331234567', email: 'Luca@Example.com', firstName: 'Luca' },
    data: { dealId: 'd-9', deal: { amount: 1200.5, firstTag: 'a' } },
  });
});

it('takes the body for the data, unless told otherwise', () => {
  const { data: _, ...rest } = crm;
  expect(read(payload('deal'), rest)?.data).toEqual(payload('deal'));
  expect(read([1, 2], { ...rest, event: 'integration.x' })?.data).toEqual({ body: [1, 2] });
});

it.each([
  ['ticket', 'ticket.updated'],
  ['booking', 'booking.created'],
])('tells of a %s like its own event', (name, type) => {
  const settings = {
    ticket: {
      auth: 'bearer',
      event: { path: 'event', types: { ticket_changed: 'ticket.updated' } },
      time: 'at',
      contact: { email: 'ticket.requester.email' },
      data: {
        ticketId: 'ticket.id',
        subject: 'ticket.subject',
        status: 'ticket.state',
        'changes.status.from': 'ticket.previous.state',
        'changes.status.to': 'ticket.state',
      },
    },
    booking: {
      auth: 'bearer',
      event: { path: 'kind', types: { 'invitee.created': 'booking.created' } },
      id: 'uuid',
      contact: { email: 'invitee.email', firstName: 'invitee.name' },
      data: { bookingId: 'uuid', startsAt: 'start', service: 'event_name' },
    },
  }[name as 'ticket' | 'booking'];
  const event = read(payload(name), settings);
  expect(event?.type).toBe(type);
  expect(event && toEvent(event, event.person, origin)).toMatchObject({ ok: true });
  expect(event?.data).toMatchObject(
    {
      ticket: { ticketId: '77', changes: { status: { from: 'open', to: 'solved' } } },
      booking: { bookingId: 'b-1', startsAt: '2026-03-10T15:00:00+01:00' },
    }[name as 'ticket' | 'booking'],
  );
});

describe('the id of an event', () => {
  const { id: _, ...unnamed } = crm;
  const idOf = (body: unknown, headers?: Record<string, string>) => read(body, unnamed, headers)?.id;
  const deal = payload('deal') as object;

  it('is that of Standard Webhooks when the settings name none', () => {
    expect(idOf(deal, { 'webhook-id': 'msg_1' })).toBe('integration.deal.won/msg_1');
  });

  it('is of the whole body else: the same again is a repeat, another is not', () => {
    expect(idOf(deal)).toBe(idOf(deal));
    expect(idOf(deal)).not.toBe(idOf({ ...deal, more: 1 }));
  });

  it('stays short', () => {
    expect(idOf(deal, { 'webhook-id': 'x'.repeat(5_000) })?.length).toBeLessThan(100);
  });
});

it.each([
  ['a name without an event', { type: 'deal.lost' }],
  ['the name of a prototype', { type: 'constructor' }],
  ['no name', {}],
  ['a body that is no object', 'text'],
  ['nothing', undefined],
])('tells nothing of %s', (_, body) => {
  expect(read(body, crm)).toBeUndefined();
});

it.each([
  { ...crm, event: 'contact.created' },
  { ...crm, event: 'whatsapp.message.received' },
  { ...crm, contact: { firstName: 'a' } },
  { ...crm, data: { '__proto__.x': 'a' } },
  { ...crm, data: { 'a..b': 'a' } },
])('refuses settings with a place that is wrong: %#', (settings: object) => {
  expect(IntegrationSettings.safeParse(settings).success).toBe(false);
});

it('makes an event of a time that is none at the time it came', () => {
  for (const createdAt of ['soon', 1e300, null, { at: 1 }])
    expect(read({ ...(payload('deal') as object), createdAt }, crm)?.time).toBe('2026-03-02T10:30:00.000Z');
});
