import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { payload, TestIngress } from '../../testing/test-ingress.js';

let ingress: TestIngress;

beforeAll(async () => {
  ingress = await TestIngress.open(process.env);
});
afterAll(() => ingress.close());

describe('a webhook of an integration', () => {
  const settings = {
    auth: 'standard_webhooks',
    event: { path: 'type', types: { 'deal.won': 'integration.deal.won' } },
    contact: { phone: 'person.phone', country: 'IT' },
    data: { dealId: 'deal.id' },
  };
  const key = randomBytes(32);
  const signed = (text: string, id: string = randomUUID()) => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  };
  const whsec = { secret: `whsec_${key.toString('base64')}` };

  it('is an event that the settings of its connection make of it', async () => {
    const { id, webhookPath } = await ingress.connect('integration', settings, whsec);
    const text = JSON.stringify(payload('integration/deal'));
    const headers = signed(text);
    for (let time = 0; time < 2; time++)
      expect((await ingress.gateway.call('POST', webhookPath, { body: text, headers })).status).toBe(200);
    const events = await ingress.eventsFrom(`integration/${id}`, 2);
    expect(new Set(events.map((event) => event.id))).toEqual(
      new Set([`integration.deal.won/${headers['webhook-id']}`]),
    );
    expect(events[0]).toMatchObject({ data: { dealId: 'd-9', contact: { phone: '+393331234567' } } });
    const changed = await ingress.gateway.call('POST', webhookPath, { body: `${text} `, headers });
    expect(changed).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
  });

  it('is taken by a bearer token, and what happened in it may be a ticket', async () => {
    const bearer = 'a-token-of-at-least-24-characters';
    const ofDesk = {
      auth: 'bearer',
      event: 'ticket.updated',
      contact: { email: 'ticket.requester.email' },
      data: {
        ticketId: 'ticket.id',
        status: 'ticket.state',
        'changes.status.from': 'ticket.previous.state',
        'changes.status.to': 'ticket.state',
      },
    };
    const { id, webhookPath } = await ingress.connect('integration', ofDesk, { secret: bearer });
    const body = payload('integration/ticket');
    const headers = { authorization: `Bearer ${bearer}` };
    expect((await ingress.gateway.call('POST', webhookPath, { body, headers })).status).toBe(200);
    expect((await ingress.gateway.call('POST', webhookPath, { body })).status).toBe(401);
    const [event] = await ingress.eventsFrom(`integration/${id}`, 1);
    expect(event).toMatchObject({
      type: 'ticket.updated',
      data: { changes: { status: { from: 'open', to: 'solved' } } },
    });
  });

  it('that does not fit the settings is refused, naming the place', async () => {
    const { webhookPath } = await ingress.connect('integration', { ...settings, event: 'ticket.opened' }, whsec);
    const text = JSON.stringify(payload('integration/deal'));
    const answer = await ingress.gateway.call('POST', webhookPath, { body: text, headers: signed(text) });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'unmapped_webhook', errors: [{ pointer: '/data/ticketId' }] },
    });
  });
});
