import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiKeys, createApiKey } from '@threadline/workspaces';
import { FixedClock } from '@threadline/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from '../testing/test-gateway.js';
import { oneOfEach, type Resource } from '../testing/one-of-each.js';

interface Operation {
  security?: unknown[];
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}

interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { example?: unknown }> };
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8')) as ApiDocument;

/** A body that the document shows as an example; some have none, and take what is written here. */
const bodies: Record<string, unknown> = { UpdateConnection: { kind: 'shopify', name: 'renamed' } };

const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    body: bodyOf(operation),
    isPublic: operation.security?.length === 0,
    isForSomeRoles: '403' in operation.responses,
  })),
);
type Route = (typeof routes)[number];
const named = (some: Route[]) => some.map((route): [string, Route] => [`${route.method} ${route.path}`, route]);

/** Routes that anybody may read. Whoever adds one says so here. */
const open = ['GET /v1/schemas/automation'];

/** What the ids in addresses are of. A path that is not here makes its test fail. */
const resources: Record<string, Resource> = {
  '/v1/automations/{id}': 'automation',
  '/v1/connections/{id}': 'connection',
  '/v1/contacts/{id}': 'contact',
  '/v1/conversations/{id}': 'conversation',
  '/v1/dead-letters/{id}': 'deadLetter',
  '/v1/lists/{id}': 'list',
  '/v1/messages/{id}': 'message',
  '/v1/runs/{id}': 'run',
  '/v1/templates/{id}': 'template',
};
const resourceOf = ({ path }: Pick<Route, 'path'>) => resources[/^\/v1\/[a-z-]+\/\{id\}/.exec(path)?.[0] ?? ''];

function bodyOf({ requestBody }: Operation): unknown {
  const ref = requestBody && Object.values(requestBody.content)[0]?.schema.$ref?.split('/').at(-1);
  if (ref === undefined) return undefined;
  return bodies[ref] ?? document.components.schemas[ref]?.example;
}

let gateway: TestGateway;
let owner: TestWorkspace;
let other: TestWorkspace;
let ids: Record<Resource, string>;

beforeAll(async () => {
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: '127.0.0.1:1',
  });
  owner = await aWorkspace(gateway);
  other = await aWorkspace(gateway);
  ids = await oneOfEach(gateway, owner);
});
afterAll(() => gateway.close());

/** Asks about something that is there, or that is not. */
function ask({ method, path, body }: Route, key: string | undefined, isThere = true) {
  const resource = isThere ? resourceOf({ path }) : undefined;
  const address = path
    .replace('{id}', resource ? ids[resource] : randomUUID())
    .replace('{contactId}', ids.contact)
    .replace('{name}', 'a_name');
  return gateway.call(method, address, {
    ...(body !== undefined && { body }),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
  });
}

const aKey = async (role: 'viewer' | 'service') =>
  createApiKey(gateway.dataSource, { workspaceId: owner.workspaceId, name: role, role });

describe('a route', () => {
  it('without a key is one of those that are meant to be', () => {
    expect(named(routes.filter(({ isPublic }) => isPublic)).map(([name]) => name)).toEqual(open);
  });

  const guarded = named(routes.filter(({ isPublic }) => !isPublic));

  it.each(guarded)('%s answers nobody without a key, with a wrong one, or with a revoked one', async (_, route) => {
    const { id, apiKey } = await aKey('service');
    await new ApiKeys(gateway.dataSource, new FixedClock()).revoke(owner.workspaceId, id);
    for (const key of [undefined, 'tl_nonsense', `tl_${'A'.repeat(43)}`, apiKey])
      expect(await ask(route, key)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it.each(guarded.filter(([, { method }]) => method !== 'GET'))(
    '%s is not for a key that may only read',
    async (_, route) => {
      expect(await ask(route, (await aKey('viewer')).apiKey)).toMatchObject({ status: 403 });
    },
  );

  const forServices = guarded.filter(([, { isForSomeRoles }]) => !isForSomeRoles);

  it.each(forServices)('%s is for a service: the document names no other roles', async (_, route) => {
    expect((await ask(route, (await aKey('service')).apiKey, false)).status).not.toBe(403);
  });
});

describe('what another workspace has', () => {
  const aboutSomething = named(routes.filter(({ path }) => path.includes('{id}')));

  it.each(aboutSomething)('is not found by %s', async (_, route) => {
    expect(resourceOf(route)).toBeDefined();
    expect(await ask(route, other.apiKey)).toMatchObject({ status: 404 });
  });

  it.each(aboutSomething.filter(([, { method }]) => method === 'GET'))('is found by its own: %s', async (_, route) => {
    expect(await ask(route, owner.apiKey)).toMatchObject({ status: 200 });
  });

  it.each(
    named(
      routes.filter(
        ({ method, path }) => method === 'GET' && !path.includes('{') && 'get' in (document.paths[path] ?? {}),
      ),
    ),
  )('is in no list of %s', async (_, route) => {
    const { text } = await ask(route, other.apiKey);
    for (const id of Object.values(ids)) expect(text).not.toContain(id);
  });
});
