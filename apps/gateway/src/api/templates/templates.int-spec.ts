import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import * as api from './template.schemas.js';

let gateway: TestGateway;
let workspace: TestWorkspace;
let whatsapp: Server;
let answer: { status: number; body: object };
let asked: { url: string; body?: object }[] = [];

beforeAll(async () => {
  whatsapp = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      asked.push({ url: request.url ?? '', ...(text !== '' && { body: JSON.parse(text) as object }) });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => whatsapp.listen(0, '127.0.0.1', resolve));
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
    WHATSAPP_API_URL: `http://127.0.0.1:${(whatsapp.address() as AddressInfo).port}`,
  });
  workspace = await aWorkspace(gateway);
});
afterAll(async () => {
  await gateway.close();
  whatsapp.closeAllConnections();
  whatsapp.close();
});

const reminder = (name: string) => ({
  name,
  language: 'en',
  category: 'marketing',
  components: [{ type: 'BODY', text: 'Hi {{1}}, come back', example: { body_text: [['Ada']] } }],
});

it('creates a template at WhatsApp in the account of the workspace, and shows it as pending', async () => {
  asked = [];
  answer = { status: 200, body: { id: '42', status: 'PENDING', category: 'MARKETING' } };
  const { status, body } = await workspace.post('/templates', reminder('cart_reminder'));
  expect(status).toBe(201);
  const template = api.Template.strict().parse(body);
  expect(template).toMatchObject({ status: 'pending', category: 'marketing', variables: ['1'] });
  expect(asked).toEqual([
    {
      url: `/v25.0/${workspace.wabaId}/message_templates`,
      body: { ...reminder('cart_reminder'), category: 'MARKETING', parameter_format: 'positional' },
    },
  ]);
  expect((await workspace.get(`/templates/${template.id}`)).body).toEqual(body);
  expect((await workspace.get('/templates')).body).toEqual({ data: [body], nextCursor: null });
});

it('refuses a template that exists, without asking WhatsApp', async () => {
  answer = { status: 200, body: { id: '43', status: 'PENDING', category: 'MARKETING' } };
  await workspace.post('/templates', reminder('twice'));
  asked = [];
  const second = await workspace.post('/templates', reminder('twice'));
  expect(second).toMatchObject({ status: 409, body: { code: 'template_exists' } });
  expect(asked).toEqual([]);
});

it("tells WhatsApp's refusal in words, and the name stays free", async () => {
  answer = {
    status: 400,
    body: { error: { message: 'Invalid parameter', type: 'OAuthException', code: 100, error_subcode: 2388299 } },
  };
  expect(await workspace.post('/templates', reminder('refused'))).toMatchObject({
    status: 422,
    body: { code: 'template_refused', detail: expect.stringContaining('begin or end with a variable') },
  });
  answer = { status: 200, body: { id: '44', status: 'APPROVED', category: 'UTILITY' } };
  expect(await workspace.post('/templates', reminder('refused'))).toMatchObject({
    status: 201,
    body: { status: 'approved', category: 'utility' },
  });
});

it('says 503 when WhatsApp does not say what it did', async () => {
  answer = { status: 500, body: {} };
  expect(await workspace.post('/templates', reminder('unknown'))).toMatchObject({
    status: 503,
    body: { code: 'whatsapp_unavailable' },
  });
});

it("shows nothing of another workspace's templates", async () => {
  answer = { status: 200, body: { id: '45', status: 'PENDING', category: 'MARKETING' } };
  const { body } = await workspace.post('/templates', reminder('mine'));
  const other = await aWorkspace(gateway);
  expect((await other.get(`/templates/${api.Template.parse(body).id}`)).status).toBe(404);
  expect((await other.get('/templates')).body).toEqual({ data: [], nextCursor: null });
});

it('goes through the life of a template: draft, preview, submission, edit, copy, deletion', async () => {
  const own = await aWorkspace(gateway);
  const draft = api.Template.parse((await own.post('/templates', { ...reminder('life'), submit: false })).body);
  expect(draft.status).toBe('draft');
  const path = `/templates/${draft.id}`;
  expect((await own.post(`${path}/preview`, { variables: { 1: 'Ada' } })).body).toEqual({
    header: null,
    body: 'Hi Ada, come back',
    footer: null,
    buttons: [],
    missing: [],
  });
  answer = { status: 200, body: { id: '43', status: 'APPROVED', category: 'MARKETING' } };
  expect((await own.post(`${path}/submit`)).body).toMatchObject({ status: 'approved' });
  answer = { status: 200, body: { success: true } };
  const edit = { components: [{ type: 'BODY', text: 'Bye {{1}}, come back' }] };
  expect((await own.patch(path, edit)).body).toMatchObject({ status: 'pending', components: edit.components });
  expect(await own.patch(path, edit)).toMatchObject({ status: 409, body: { code: 'template_locked' } });
  const copy = await own.post(`${path}/copy`, { name: 'life_2' });
  expect(copy).toMatchObject({ status: 201, body: { name: 'life_2', status: 'draft' } });
  expect((await own.del(`/templates/${(copy.body as { id: string }).id}`)).status).toBe(204);
  expect((await own.del(path)).body).toMatchObject({ code: 'template_locked' });
  expect((await workspace.get(path)).status).toBe(404);
});

it('takes over what WhatsApp has when asked to', async () => {
  const own = await aWorkspace(gateway);
  const listed = { ...reminder('made_there'), id: '44', status: 'APPROVED', category: 'UTILITY' };
  answer = { status: 200, body: { data: [listed] } };
  expect((await own.post('/templates/sync')).body).toEqual({ changed: 1 });
  expect((await own.get('/templates')).body).toMatchObject({ data: [{ name: 'made_there', status: 'approved' }] });
  expect((await own.post('/templates/sync')).body).toEqual({ changed: 0 });
});

it('is created in the call that saves an automation, which may be sent again', async () => {
  const own = await aWorkspace(gateway);
  answer = { status: 200, body: { id: '45', status: 'PENDING', category: 'MARKETING' } };
  const steps = {
    remind: { type: 'send_template', template: 'with_it', language: 'en', variables: { 1: 'x' }, next: null },
  };
  const definition = { name: 'R', triggers: [{ id: 'm', type: 'manual' }], start: 'remind', steps };
  const saved = { definition, templates: [reminder('with_it')], publishWhenApproved: true };
  for (let time = 0; time < 2; time++)
    expect(await own.post('/automations', saved)).toMatchObject({ status: 201, body: { publishWhenApproved: true } });
  expect((await own.get('/templates')).body).toMatchObject({ data: [{ name: 'with_it', status: 'pending' }] });
  const other = { ...reminder('with_it'), components: [{ type: 'BODY', text: 'Else' }] };
  answer = { status: 400, body: { error: { code: 100, error_subcode: 2388072, message: 'no', type: 'x' } } };
  expect(await own.post('/automations', { ...saved, templates: [reminder('with_it'), other] })).toMatchObject({
    status: 409,
    body: { code: 'template_exists', errors: [{ pointer: '/templates/1' }] },
  });
});
