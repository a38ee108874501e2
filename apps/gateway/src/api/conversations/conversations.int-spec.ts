import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { conversationOf } from '@threadline/persistence';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
});
afterAll(() => gateway.close());

async function aChat(workspace: TestWorkspace): Promise<string> {
  const saved = await workspace.post('/contacts', { phone: aPhone(), firstName: 'Anna' });
  const { id } = saved.body as { id: string };
  return (await conversationOf(gateway.dataSource.manager, workspace.workspaceId, id)) ?? '';
}

it('lets an operator take a chat over, release it and pass it on', async () => {
  const workspace = await aWorkspace(gateway);
  const chat = await aChat(workspace);
  for (const name of ['Ada', 'Bob']) await workspace.put('/operators', { name, role: 'operator' });
  const until = '2030-01-01T00:00:00.000Z';
  const taken = await workspace.post(`/conversations/${chat}/take-over`, { operator: 'Ada', until });
  expect(taken.body).toMatchObject({ owner: 'human', ownedUntil: until, operators: [{ name: 'Ada' }] });
  await workspace.put(`/conversations/${chat}/operators`, { operators: ['Bob'] });
  expect((await workspace.get('/conversations?owner=human&operator=Bob')).body).toMatchObject({
    data: [{ id: chat, contactName: 'Anna', operators: [{ name: 'Bob' }], windowClosesAt: null }],
  });
  expect((await workspace.get('/conversations?operator=Ada')).body).toMatchObject({ data: [] });
  expect((await workspace.post(`/conversations/${chat}/release`, {})).body).toMatchObject({ owner: 'bot' });
  expect((await workspace.get(`/conversations/${chat}`)).body).toMatchObject({ owner: 'bot', ownedUntil: null });
});

it('says what is wrong', async () => {
  const workspace = await aWorkspace(gateway);
  const chat = await aChat(workspace);
  const taken = await workspace.post(`/conversations/${chat}/take-over`, { operator: 'Zoe' });
  expect(taken.body).toMatchObject({ status: 422, code: 'unknown_operator' });
  const other = await aWorkspace(gateway);
  expect((await other.get(`/conversations/${chat}`)).body).toMatchObject({ code: 'conversation_not_found' });
  expect((await other.post(`/conversations/${chat}/release`, {})).status).toBe(404);
  expect((await other.get('/conversations')).body).toMatchObject({ data: [] });
});
