import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { route } from '@threadline/automation';
import { recordRouting, storeReceived, type RecordedRouting } from '@threadline/persistence';
import { randomUUID } from 'node:crypto';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import { MessageRouting } from './routing.schemas.js';

let gateway: TestGateway;
let workspace: TestWorkspace;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  workspace = await aWorkspace(gateway);
});
afterAll(() => gateway.close());

it('tells which run took a message, and why others did not', async () => {
  const [asked, askedLater, welcome] = [randomUUID(), randomUUID(), randomUUID()];
  const routing = route({
    waiting: [
      { runId: asked, askedSeq: 1 },
      { runId: askedLater, askedSeq: 2 },
    ],
    matching: [{ automationId: welcome, triggerId: 'hi', by: 'phrase', priority: 0 }],
  });
  const id = await aMessage(routing);
  expect(await shown(id)).toEqual({
    messageId: id,
    takenBy: 'run',
    runId: askedLater,
    because: 'asked_last',
    lost: [
      { who: { runId: asked }, reason: 'asked_earlier' },
      { who: { automationId: welcome, triggerId: 'hi' }, reason: 'a_run_waits' },
    ],
  });
});

it('tells which automation a message started', async () => {
  const [strong, weak] = [randomUUID(), randomUUID()];
  const matching = [
    { automationId: weak, triggerId: 'any', by: 'other', priority: 5 } as const,
    { automationId: strong, triggerId: 'hi', by: 'phrase', priority: 0 } as const,
  ];
  expect(await shown(await aMessage(route({ waiting: [], matching })))).toMatchObject({
    takenBy: 'automation',
    automationId: strong,
    triggerId: 'hi',
    lost: [{ who: { automationId: weak, triggerId: 'any' }, reason: 'weaker_match' }],
  });
});

it('tells that a message was an opt-out, or that nobody wanted it', async () => {
  expect(await shown(await aMessage({ takenBy: 'opt_out', lost: [] }))).toMatchObject({ takenBy: 'opt_out' });
  expect(await shown(await aMessage(route({ waiting: [] })))).toMatchObject({ takenBy: 'nobody', lost: [] });
});

it('knows no messages of other workspaces, none that went out, and none that never were', async () => {
  const id = await aMessage(route({ waiting: [] }));
  const stranger = await aWorkspace(gateway);
  expect((await stranger.get(`/messages/${id}/routing`)).body).toMatchObject({ code: 'message_not_found' });
  expect((await workspace.get(`/messages/${randomUUID()}/routing`)).status).toBe(404);
  expect((await workspace.get('/messages/not-an-id/routing')).status).toBe(404);
  await gateway.dataSource.query(`update message set direction = 'out' where id = $1`, [id]);
  expect((await workspace.get(`/messages/${id}/routing`)).status).toBe(404);
});

/** What the API tells of a message, which holds to what it promises to tell. */
async function shown(id: string): Promise<MessageRouting> {
  const { body } = await workspace.get(`/messages/${id}/routing`);
  expect(MessageRouting.parse(body)).toEqual(body);
  return body;
}

async function aMessage(routing: RecordedRouting): Promise<string> {
  const { workspaceId, phoneNumberId } = workspace;
  const contact = (await workspace.post('/contacts', { phone: aPhone() })).body as { id: string };
  const tx = gateway.dataSource.manager;
  const { id } = await storeReceived(tx, {
    workspaceId,
    phoneNumberId,
    contactId: contact.id,
    providerId: `wamid.${randomUUID()}`,
    content: { kind: 'text', text: 'hi' },
    sentAt: Date.now(),
    seq: 1,
  });
  await recordRouting(tx, id, routing);
  return id;
}
