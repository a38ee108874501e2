import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { takeKey } from '@threadline/persistence';
import { createHash, randomUUID } from 'node:crypto';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../testing/test-gateway.js';
import { IdempotentWrites } from './idempotent-writes.js';

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

const definition = {
  name: 'Greeting',
  triggers: [{ id: 'hello', type: 'customer_message', match: 'hello' }],
  start: 'answer',
  steps: { answer: { type: 'send_message', text: 'Hi', next: null } },
};
const under = (key: string) => ({ 'idempotency-key': key });
const numberOfAutomations = async (of = workspace) =>
  ((await of.get('/automations?limit=100')).body as { data: unknown[] }).data.length;

it('answers a repeated write as the first time and does nothing again', async () => {
  const [key, before] = [randomUUID(), await numberOfAutomations()];
  const first = await workspace.post('/automations', { definition }, under(key));
  const second = await workspace.post('/automations', { definition }, under(key));
  expect(first.status).toBe(201);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(second).toMatchObject({ status: 201, body: first.body });
  expect(second.headers.get('idempotency-replayed')).toBe('true');
  expect(await numberOfAutomations()).toBe(before + 1);
});

it('keeps the status that a route chose', async () => {
  const [key, phone] = [randomUUID(), aPhone()];
  const statuses = [];
  for (let time = 0; time < 2; time++) statuses.push((await workspace.post('/contacts', { phone }, under(key))).status);
  expect(statuses).toEqual([201, 201]);
});

it('answers a repeated mistake with the same problem', async () => {
  const key = randomUUID();
  const first = await workspace.post('/automations', { definition: {} }, under(key));
  const second = await workspace.post('/automations', { definition: {} }, under(key));
  expect(first.status).toBe(422);
  expect(second).toMatchObject({ status: 422, body: first.body });
  expect(second.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
});

it('refuses a key that was used for another request', async () => {
  const key = randomUUID();
  await workspace.post('/contacts', { phone: aPhone() }, under(key));
  for (const [path, body] of [
    ['/contacts', { phone: aPhone() }],
    ['/automations', { definition }],
  ] as const)
    expect(await workspace.post(path, body, under(key))).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
});

it('does a write once when it is sent many times at once', async () => {
  const [key, before] = [randomUUID(), await numberOfAutomations()];
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => workspace.post('/automations', { definition }, under(key))),
  );
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  expect(answers.some(({ status }) => status === 201)).toBe(true);
  expect(await numberOfAutomations()).toBe(before + 1);
});

it('says 409 while the first request is under way, and lets it be made again once it was broken off', async () => {
  const [key, body] = [randomUUID(), { phone: aPhone() }];
  const requestHash = createHash('sha256')
    .update(`POST /v1/contacts\n${JSON.stringify(body)}`)
    .digest();
  const times = { keptForMs: 86_400_000, brokenOffAfterMs: 60_000 };
  await takeKey(gateway.dataSource.manager, { workspaceId: workspace.workspaceId, key, requestHash }, times);
  expect(await workspace.post('/contacts', body, under(key))).toMatchObject({
    status: 409,
    body: { code: 'request_in_progress' },
  });
  await age(key, '61 seconds');
  expect((await workspace.post('/contacts', body, under(key))).status).toBe(201);
});

it('forgets an answer after a day', async () => {
  const key = randomUUID();
  await workspace.post('/contacts', { phone: aPhone() }, under(key));
  await age(key, '24 hours 1 second');
  const again = await workspace.post('/contacts', { phone: aPhone() }, under(key));
  expect(again.status).toBe(201);
  expect(again.headers.get('idempotency-replayed')).toBeNull();
});

it('keeps the keys of workspaces apart', async () => {
  const [key, other] = [randomUUID(), await aWorkspace(gateway)];
  await workspace.post('/automations', { definition }, under(key));
  const answer = await other.post('/automations', { definition }, under(key));
  expect(answer.status).toBe(201);
  expect(answer.headers.get('idempotency-replayed')).toBeNull();
  expect(await numberOfAutomations(other)).toBe(1);
});

it.each(['', 'x'.repeat(256), 'two words'])('refuses the key "%s"', async (key) => {
  expect(await workspace.post('/contacts', { phone: aPhone() }, under(key))).toMatchObject({
    status: 400,
    body: { code: 'invalid_idempotency_key' },
  });
});

it('frees the key when the failure was ours', async () => {
  const writes = new IdempotentWrites(gateway.dataSource);
  const { workspaceId } = workspace;
  const request = { workspaceId, key: randomUUID(), requestHash: Buffer.from('a') };
  expect(await writes.begin(request)).toBeUndefined();
  await writes.end(request, { status: 503, body: {} });
  expect(await writes.begin(request)).toBeUndefined();
});

const age = (key: string, by: string) =>
  gateway.dataSource.query(`update idempotency_key set created_at = now() - $2::interval where key = $1`, [key, by]);
