import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aWorkspace, startGateway, type TestGateway } from '../../testing/test-gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
});
afterAll(() => gateway.close());

interface Secret {
  id: string;
  secret?: string;
  signsUntil: string | null;
}
const listed = async ({ get }: Awaited<ReturnType<typeof aWorkspace>>) =>
  ((await get('/signing-secrets')).body as { data: Secret[] }).data;

it('shows a new secret once, and lets the one before sign for a day yet', async () => {
  const workspace = await aWorkspace(gateway);
  expect(await listed(workspace)).toEqual([]);
  const first = (await workspace.post('/signing-secrets', {})).body as Secret;
  const second = (await workspace.post('/signing-secrets', {})).body as Secret;
  expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(second.secret).not.toBe(first.secret);
  const secrets = await listed(workspace);
  expect(secrets.map(({ id, signsUntil }) => [id, signsUntil === null])).toEqual([
    [second.id, true],
    [first.id, false],
  ]);
  expect(JSON.stringify(secrets)).not.toMatch(/whsec_/);
});

it('keeps the secrets of workspaces apart', async () => {
  const [workspace, other] = [await aWorkspace(gateway), await aWorkspace(gateway)];
  await workspace.post('/signing-secrets', {});
  expect(await listed(other)).toEqual([]);
});

it('keeps a secret nowhere in clear, not even for a repetition of the request', async () => {
  const workspace = await aWorkspace(gateway);
  const keyed = () => workspace.post('/signing-secrets', {}, { 'idempotency-key': 'the same' });
  const answers = [await keyed(), await keyed()].map(({ body }) => body as Secret);
  expect(answers[0]?.id).not.toBe(answers[1]?.id);
  const { dataSource } = gateway;
  for (const table of ['idempotency_key', 'signing_secret'])
    expect(JSON.stringify(await dataSource.query(`select * from ${table}`))).not.toContain('whsec_');
});
