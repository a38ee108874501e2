import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { numberSecretOf } from '@threadline/persistence';
import { SecretBox, SecretKeys } from '@threadline/platform';
import { aWorkspace, startGateway, type TestGateway } from '../../testing/test-gateway.js';

const box = new SecretBox(SecretKeys.parse(`test:${Buffer.alloc(32).toString('base64')}`));
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
});
afterAll(() => gateway.close());

const tokenOf = (ownerId: string) => numberSecretOf(gateway.dataSource.manager, box, { ownerId, name: 'accessToken' });

it('keeps secrets of a number, replaces them one by one, and answers none', async () => {
  const workspace = await aWorkspace(gateway);
  const path = `/numbers/${workspace.phoneNumberId}/secrets`;
  const kept = await workspace.put(path, { accessToken: 'EAAG-first', appSecret: 'app-of-its-own' });
  expect(kept).toMatchObject({ status: 200, body: { hasAccessToken: true, hasAppSecret: true } });
  expect(await tokenOf(workspace.phoneNumberId)).toBe('EAAG-first');
  await workspace.put(path, { accessToken: 'EAAG-second' });
  expect(await tokenOf(workspace.phoneNumberId)).toBe('EAAG-second');
  await workspace.put(path, { accessToken: null });
  const listed = await workspace.get('/numbers');
  expect(listed.body).toMatchObject({
    data: [{ phoneNumberId: workspace.phoneNumberId, hasAccessToken: false, hasAppSecret: true }],
  });
  expect(kept.text + listed.text).not.toMatch(/EAAG|app-of-its-own/);
  const stored = await gateway.dataSource.query(`select * from idempotency_key`);
  expect(JSON.stringify(stored)).not.toMatch(/EAAG|app-of-its-own/);
});

it('knows no number of another workspace, and takes nothing that is no secret', async () => {
  const [workspace, other] = [await aWorkspace(gateway), await aWorkspace(gateway)];
  const stolen = await other.put(`/numbers/${workspace.phoneNumberId}/secrets`, { accessToken: 'stolen' });
  expect(stolen).toMatchObject({ status: 404, body: { code: 'number_not_found' } });
  expect(await tokenOf(workspace.phoneNumberId)).toBeUndefined();
  const path = `/numbers/${workspace.phoneNumberId}/secrets`;
  for (const body of [{}, { accessToken: '' }, { token: 'x' }])
    expect(await workspace.put(path, body)).toMatchObject({ status: 422, body: { code: 'invalid_body' } });
});
