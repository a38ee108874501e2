import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '@threadline/workspaces';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import * as api from './connection.schemas.js';

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

const secret = 'a-secret-that-nobody-sees';
const aShop = (name: string) => ({
  kind: 'shopify',
  name,
  settings: { shopDomain: 'my-shop.myshopify.com' },
  secrets: { webhookSecret: secret },
});

async function connected(given: object): Promise<api.Connection> {
  const { status, body, text } = await workspace.post('/connections', given);
  expect({ status, text }).toMatchObject({ status: 201, text: expect.not.stringContaining(secret) });
  return api.Connection.strict().parse(body);
}

it('keeps a connection and tells where its webhooks go, never its secrets', async () => {
  const connection = await connected(aShop('kept'));
  expect(connection).toMatchObject({
    kind: 'shopify',
    name: 'kept',
    settings: { shopDomain: 'my-shop.myshopify.com', consentChannels: [] },
    webhookPath: `/webhooks/shopify/${connection.id}`,
    rotatedAt: null,
    revokedAt: null,
  });
  expect((await workspace.get(`/connections/${connection.id}`)).body).toEqual(connection);
  expect((await workspace.get('/connections')).body).toMatchObject({ data: [connection] });
  const stored = await gateway.dataSource.query(`select * from connection where id = $1`, [connection.id]);
  expect(JSON.stringify(stored)).not.toContain(secret);
});

it('takes the examples of its document', async () => {
  const { examples = [] } = api.CreateConnection.meta() as { examples?: object[] };
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) await connected(example);
});

it('changes its name and settings, and keeps its kind', async () => {
  const { id } = await connected(aShop('changing'));
  const settings = { shopDomain: 'other.myshopify.com', consentChannels: ['sms'] };
  const changed = await workspace.patch(`/connections/${id}`, { kind: 'shopify', name: 'changed', settings });
  expect(changed).toMatchObject({ status: 200, body: { name: 'changed', settings } });
  expect(await workspace.patch(`/connections/${id}`, { kind: 'woocommerce', name: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'connection_of_other_kind' },
  });
});

it('takes other secrets, and says when', async () => {
  const { id } = await connected(aShop('rotating'));
  const given = { kind: 'shopify', secrets: { webhookSecret: `${secret}-too` } };
  const { status, body, text } = await workspace.put(`/connections/${id}/secrets`, given);
  expect({ status, text }).toMatchObject({ status: 200, text: expect.not.stringContaining(secret) });
  expect(api.Connection.parse(body).rotatedAt).not.toBeNull();
});

it('ends a connection and forgets its secrets; the name is free then', async () => {
  const { id } = await connected(aShop('ending'));
  expect(await workspace.post('/connections', aShop('ending'))).toMatchObject({
    status: 409,
    body: { code: 'connection_exists' },
  });
  const revoked = await gateway.call('DELETE', `/v1/connections/${id}`, bearer(workspace.apiKey));
  expect(revoked).toMatchObject({ status: 200, body: { revokedAt: expect.any(String) } });
  expect(await gateway.dataSource.query(`select secrets, secrets_key from connection where id = $1`, [id])).toEqual([
    { secrets: null, secrets_key: null },
  ]);
  const again = await gateway.call('DELETE', `/v1/connections/${id}`, bearer(workspace.apiKey));
  expect(again).toMatchObject({ status: 404, body: { code: 'connection_not_found' } });
  await connected(aShop('ending'));
});

it.each<[string, object, string]>([
  ['an unknown kind', { ...aShop('x'), kind: 'magento' }, '/kind'],
  ['settings of another kind', { ...aShop('x'), settings: { shopUrl: 'https://a.example' } }, '/settings/shopDomain'],
  ['a domain that is not of Shopify', { ...aShop('x'), settings: { shopDomain: 'shop.com' } }, '/settings/shopDomain'],
  ['a secret that is too short', { ...aShop('x'), secrets: { webhookSecret: 'abc' } }, '/secrets/webhookSecret'],
  ['no secret', { ...aShop('x'), secrets: undefined }, '/secrets'],
])('refuses %s, and says where without showing a secret', async (_, given, pointer) => {
  const answer = await workspace.post('/connections', given);
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_body' } });
  expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toContain(pointer);
  expect(answer.text).not.toContain(secret);
});

describe('a connection', () => {
  it.each(['service', 'viewer'] as const)('is no matter of a key of the role %s', async (role) => {
    const { id } = await connected(aShop(`of ${role}`));
    const { apiKey } = await createApiKey(gateway.dataSource, { workspaceId: workspace.workspaceId, name: role, role });
    for (const [method, path, body] of [
      ['GET', '/v1/connections'],
      ['GET', `/v1/connections/${id}`],
      ['POST', '/v1/connections', aShop('theirs')],
      ['PUT', `/v1/connections/${id}/secrets`, { kind: 'shopify', secrets: { webhookSecret: secret } }],
      ['DELETE', `/v1/connections/${id}`],
    ] as const) {
      const answer = await gateway.call(method, path, { ...bearer(apiKey), body });
      expect(answer.status).toBe(403);
    }
  });

  it('is not shown to, changed or ended by another workspace', async () => {
    const { id } = await connected(aShop('mine'));
    const other = await aWorkspace(gateway);
    expect((await other.get(`/connections/${id}`)).status).toBe(404);
    expect((await other.get('/connections')).body).toEqual({ data: [], nextCursor: null });
    expect((await other.patch(`/connections/${id}`, { kind: 'shopify', name: 'theirs' })).status).toBe(404);
    const given = { kind: 'shopify', secrets: { webhookSecret: secret } };
    expect((await other.put(`/connections/${id}/secrets`, given)).status).toBe(404);
    expect((await gateway.call('DELETE', `/v1/connections/${id}`, bearer(other.apiKey))).status).toBe(404);
  });
});

it('is not for steps to call while it only tells; a step that names it is warned of', async () => {
  await connected(aShop('no agent'));
  const definition = {
    name: 'Ask',
    triggers: [{ id: 'go', type: 'manual' }],
    start: 'ask',
    steps: {
      ask: {
        type: 'ai_operator',
        agent: 'no agent',
        deadline: 'P1D',
        handedOver: null,
        timeout: null,
        failed: null,
        next: null,
      },
    },
  };
  const { body } = await workspace.post('/automations/validate', { definition });
  expect(body).toMatchObject({
    publishable: true,
    problems: expect.arrayContaining([
      expect.objectContaining({ code: 'unknown_connection', pointer: '/steps/ask/agent' }),
    ]),
  });
});

const bearer = (apiKey: string) => ({ headers: { authorization: `Bearer ${apiKey}` } });
