import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../../testing/test-gateway.js';
import * as api from './template.schemas.js';

jest.setTimeout(60_000);

let gateway: TestGateway;
let workspace: TestWorkspace;
let whatsapp: Server;
let answer: { status: number; body: object };
let asked: { url: string; body: object }[] = [];

beforeAll(async () => {
  whatsapp = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', body: JSON.parse(Buffer.concat(parts).toString()) as object });
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
