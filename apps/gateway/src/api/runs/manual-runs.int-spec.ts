import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aPhone, aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import * as api from './run.schemas.js';

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

const delay = { start: 'wait', steps: { wait: { type: 'delay', for: 'P1D', next: null } } };
const manual = { triggers: [{ id: 'hand', type: 'manual' }], ...delay };
const byTag = { triggers: [{ id: 'tag', type: 'tag', tag: 'vip' }], ...delay };

async function anAutomation(definition: object, { isPublished = true } = {}): Promise<string> {
  const created = await workspace.post('/automations', { definition: { name: randomUUID(), ...definition } });
  const { id } = created.body as { id: string };
  if (isPublished) await workspace.post(`/automations/${id}/publish`);
  return id;
}

const start = (automation: string, body: unknown, headers?: Record<string, string>) =>
  workspace.post(`/automations/${automation}/runs`, body, headers);

it('starts an automation for a contact, who is found or created', async () => {
  const automation = await anAutomation(manual);
  const phone = aPhone();
  const answer = await start(automation, { contact: { phone }, data: { coupon: 'SPRING' } });
  expect(answer.status).toBe(201);
  const { outcome, runId } = api.StartedRun.parse(answer.body);
  expect(outcome).toBe('entered');
  expect((await workspace.get(`/runs/${runId}`)).body).toMatchObject({ state: 'active', triggerId: 'hand' });
  const [row] = await gateway.dataSource.query(`select trigger_event as event from run where id = $1`, [runId]);
  expect(row.event).toMatchObject({ type: 'manual', data: { coupon: 'SPRING' } });
});

it('says why a contact may not enter, and keeps it on record', async () => {
  const automation = await anAutomation(manual);
  const contact = { phone: aPhone() };
  await start(automation, { contact });
  const { body } = await start(automation, { contact });
  const refused = api.StartedRun.parse(body);
  expect(refused).toMatchObject({ outcome: 'refused', reason: 'live_run' });
  expect((await workspace.get(`/runs/${refused.runId}`)).body).toMatchObject({ state: 'refused', reason: 'live_run' });
});

it('starts one run for a request that is repeated', async () => {
  const automation = await anAutomation(manual);
  const contact = { phone: aPhone() };
  const headers = { 'idempotency-key': randomUUID() };
  const [first, second] = [
    await start(automation, { contact }, headers),
    await start(automation, { contact }, headers),
  ];
  expect(second.body).toEqual(first.body);
});

it.each([
  ['automation_not_found', 404, () => Promise.resolve(randomUUID())],
  ['automation_not_enabled', 409, () => anAutomation(manual, { isPublished: false })],
  ['no_manual_trigger', 409, () => anAutomation(byTag)],
])('refuses with %s', async (code, status, automation) => {
  const answer = await start(await automation(), { contact: { phone: aPhone() } });
  expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })]);
});

it('refuses a contact nobody can find, and one without any identity', async () => {
  const automation = await anAutomation(manual);
  expect((await start(automation, { contact: { id: randomUUID() } })).body).toMatchObject({ code: 'unknown_contact' });
  expect((await start(automation, { contact: { firstName: 'Ada' } })).body).toMatchObject({ code: 'invalid_body' });
});
