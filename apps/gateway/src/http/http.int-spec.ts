import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '@threadline/workspaces';
import { request as rawRequest } from 'node:http';
import {
  aWorkspace,
  startGateway,
  type Answer,
  type TestGateway,
  type TestWorkspace,
} from '../testing/test-gateway.js';
import { Problem } from './problem.js';

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

/** A problem document, and nothing of our insides. */
function problemIn({ status, headers, body, text }: Answer): Problem {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = Problem.strict().parse(body);
  expect(problem.status).toBe(status);
  expect(problem.type).toBe(`urn:threadline:problem:${problem.code}`);
  expect(text).not.toMatch(/\bat .+\.(js|ts):\d+|select |insert /i);
  return problem;
}

describe('an API key', () => {
  it.each([
    ['is missing', {}],
    ['is of no known scheme', { authorization: 'Basic abc' }],
    ['is unknown', { authorization: `Bearer tl_${'A'.repeat(43)}` }],
    ['is nonsense', { authorization: 'Bearer x y z' }],
  ])('is needed: 401 when it %s', async (_, headers) => {
    for (const [method, path] of [
      ['GET', '/v1/automations'],
      ['POST', '/v1/contacts'],
      ['GET', '/v1/runs/1'],
    ] as const)
      expect(problemIn(await gateway.call(method, path, { headers })).code).toBe('unauthenticated');
  });

  it('is not needed for health, metrics and the documents', async () => {
    for (const path of ['/health/live', '/metrics', '/docs', '/docs-json', '/docs-events-json'])
      expect((await gateway.call('GET', path)).status).toBe(200);
  });

  it('of a viewer reads and changes nothing', async () => {
    const { workspaceId } = workspace;
    const { apiKey } = await createApiKey(gateway.dataSource, { workspaceId, name: 'reader', role: 'viewer' });
    const headers = { authorization: `Bearer ${apiKey}` };
    expect((await gateway.call('GET', '/v1/contacts', { headers })).status).toBe(200);
    const written = await gateway.call('POST', '/v1/contacts', { headers, body: { phone: '+390212345678' } });
    expect(problemIn(written)).toMatchObject({ status: 403, code: 'read_only_key' });
    expect((await workspace.get('/contacts')).body).toMatchObject({ data: [] });
  });
});

describe('a request that is not as it should be', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/v1/nothing'],
    ['PUT', '/v1/automations'],
    ['GET', '/v1/automations/not-an-id'],
    ['GET', '/v1/automations/%00'],
    ['GET', "/v1/runs/1'or'1'='1"],
    ['GET', '/v1/runs/1/timeline'],
  ])('finds nothing at %s %s', async (method, path) => {
    const { authorization } = { authorization: `Bearer ${workspace.apiKey}` };
    expect(problemIn(await gateway.call(method, path, { headers: { authorization } })).status).toBe(404);
  });

  it.each(['/%zz', '/v1/automations/%E0%A4%A'])('is refused when its address is no address: %s', async (path) => {
    expect(problemIn(await sendRaw(path))).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it.each([
    ['is cut off', '{"definition": {"na'],
    ['is no JSON', 'definition=1'],
    ['is no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['reaches for a prototype', '{"definition": {"__proto__": {"admin": true}}}'],
    ['is nested 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['is nested 200 deep', `{"definition":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`],
    ['holds a NUL', '{"definition": {"name": "a\\u0000b"}}'],
    ['holds half a character', '{"definition": {"name": "\\ud800"}}'],
  ])('is refused when its body %s', async (_, body) => {
    expect(problemIn(await workspace.post('/automations', body))).toMatchObject({ status: 400, code: 'invalid_json' });
  });

  it.each([undefined, 'null', '[]', '"text"', '7', '{}', '{"definition": {}, "more": 1}'])(
    'is refused when its body %s is not what the route takes',
    async (body) => {
      expect(problemIn(await workspace.post('/automations', body))).toMatchObject({ status: 422 });
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x'])(
    'is refused when its body is %s',
    async (type) => {
      const answer = await workspace.post('/automations', 'a=b', { 'content-type': type });
      expect(problemIn(answer)).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    },
  );

  it('is refused when its body is over 1 MB', async () => {
    const answer = await workspace.post('/automations', `"${'x'.repeat(1024 * 1024)}"`);
    expect(problemIn(answer)).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=1000', '/limit'],
    ['limit=x', '/limit'],
    ['cursor=x', '/cursor'],
    ['cursor=%00', '/cursor'],
    [`cursor=${cursorOf([1, 2])}`, '/cursor'],
    [`cursor=${cursorOf(['2026-01-01T00:00:00.000000Z', "'; drop table run"])}`, '/cursor'],
  ])('is refused when a parameter is wrong: ?%s', async (query, pointer) => {
    const problem = problemIn(await workspace.get(`/automations?${query}`));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_query', errors: [{ pointer }] });
  });

  it.each(['state=asleep', 'automation=1', 'contact=x'])('is refused when a filter is wrong: ?%s', async (query) => {
    expect(problemIn(await workspace.get(`/runs?${query}`))).toMatchObject({ status: 400, code: 'invalid_query' });
  });
});

it('says 503, and nothing of the error, while the database is away', async () => {
  const broken = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  const own = await aWorkspace(broken);
  await broken.stopDatabase();
  const problem = problemIn(await own.get('/automations'));
  expect(problem).toMatchObject({ status: 503, code: 'unavailable' });
  await broken.close();
});

function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Sends an address that `fetch` would correct. */
async function sendRaw(path: string): Promise<Answer> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const request = rawRequest({ hostname, port, path }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const headers = new Headers({ 'content-type': response.headers['content-type'] ?? '' });
        resolve({ status: response.statusCode ?? 0, headers, text, body: JSON.parse(text) as never });
      });
    });
    request.on('error', reject).end();
  });
}
