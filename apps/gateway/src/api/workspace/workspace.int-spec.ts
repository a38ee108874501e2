import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createApiKey } from '@threadline/workspaces';
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

const unsaid = {
  caps: [],
  quietHours: null,
  takeOverFor: 'PT1H',
  whenUnknown: { marketing: 'continue', utility: 'continue', service: 'continue', authentication: 'resend' },
};
const caps = [{ category: 'marketing', max: 2, per: 'P7D' }];

it('tells how a workspace sends, and changes what is told, for that workspace alone', async () => {
  const [workspace, other] = [await aWorkspace(gateway), await aWorkspace(gateway)];
  const { workspaceId: id, slug } = workspace;
  const before = { id, slug, name: 'Test', timeZone: 'Europe/Rome', sending: unsaid, optOutConfirmation: null };
  expect((await workspace.get('/workspace')).body).toEqual(before);
  await workspace.patch('/workspace', { sending: { caps } });
  const told = await workspace.patch('/workspace', { timeZone: 'Asia/Tokyo', sending: { takeOverFor: 'PT2H' } });
  const sending = { ...unsaid, caps, takeOverFor: 'PT2H' };
  expect(told.body).toEqual({ ...before, timeZone: 'Asia/Tokyo', sending });
  expect((await other.get('/workspace')).body).toMatchObject({ sending: unsaid });
});

it('may be changed by owners and admins only', async () => {
  const workspace = await aWorkspace(gateway);
  const as = async (role: 'admin' | 'service') => {
    const { workspaceId } = workspace;
    const { apiKey } = await createApiKey(gateway.dataSource, { workspaceId, name: role, role });
    const headers = { authorization: `Bearer ${apiKey}` };
    return gateway.call('PATCH', '/v1/workspace', { body: { name: role }, headers });
  };
  expect((await as('admin')).status).toBe(200);
  expect((await as('service')).body).toMatchObject({ status: 403, code: 'role_not_allowed' });
  expect((await workspace.get('/workspace')).body).toMatchObject({ name: 'admin' });
});

it('confirms opt-outs by an approved template, until told otherwise', async () => {
  const workspace = await aWorkspace(gateway);
  const optOutConfirmation = { template: 'goodbye', language: 'en' };
  const refused = await workspace.patch('/workspace', { name: 'Other', optOutConfirmation });
  expect(refused.body).toMatchObject({
    status: 422,
    code: 'confirmation_refused',
    errors: [{ pointer: '/optOutConfirmation/template', code: 'template_missing' }],
  });
  expect((await workspace.get('/workspace')).body).toMatchObject({ name: 'Test', optOutConfirmation: null });
  await gateway.dataSource.query(
    `insert into template (id, workspace_id, name, language, category, status, components, waba_id)
     values (gen_random_uuid(), $1, 'goodbye', 'en', 'utility', 'approved', '[]', 'waba')`,
    [workspace.workspaceId],
  );
  await workspace.patch('/workspace', { optOutConfirmation });
  expect((await workspace.get('/workspace')).body).toMatchObject({ optOutConfirmation });
  await workspace.patch('/workspace', { optOutConfirmation: null });
  expect((await workspace.get('/workspace')).body).toMatchObject({ optOutConfirmation: null });
});

it.each([
  ['a zone nobody knows', { timeZone: 'Mars/Olympus' }, '/timeZone'],
  ['a cap of nothing', { sending: { caps: [{ ...caps[0], max: 0 }] } }, '/sending/caps/0/max'],
  ['a cap over ten years', { sending: { caps: [{ ...caps[0], per: 'P10Y' }] } }, '/sending/caps/0/per'],
  [
    'marketing that is sent again without knowing',
    { sending: { whenUnknown: { ...unsaid.whenUnknown, marketing: 'resend' } } },
    '/sending/whenUnknown/marketing',
  ],
])('refuses %s and names the place', async (_, body, pointer) => {
  const workspace = await aWorkspace(gateway);
  const answer = await workspace.patch('/workspace', body);
  expect(answer.status).toBe(422);
  expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([pointer]);
});
