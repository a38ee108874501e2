import { createDataSource } from '@threadline/persistence';
import { ownDatabase } from '@threadline/persistence/testing';
import { createApp, createLogger } from '@threadline/platform';
import { createWorkspace } from '@threadline/workspaces';
import { randomInt, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Env } from '../env.schema.js';
import { gateway, gatewayWithin } from '../gateway.js';
import { httpLimits } from '../http/limits.js';

/** What a route answered; `body` is parsed when it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  body: never;
  text: string;
}

/** A request to the gateway; `body` is sent as JSON unless it is bytes or text. */
export interface Request {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A gateway in this process, on a port of its own, over the stack that the tests share. */
export interface TestGateway {
  url: string;
  dataSource: DataSource;
  call: (method: string, path: string, request?: Request) => Promise<Answer>;
  /** Ends the gateway's own connections to Postgres. */
  stopDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a gateway. `given` replaces variables of its environment, `limits` what its clients may take. */
export async function startGateway(given: Record<string, string>, limits = httpLimits): Promise<TestGateway> {
  const env: Env = gateway.env.parse({
    PORT: '0',
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    WHATSAPP_API_URL: 'http://127.0.0.1:1',
    WHATSAPP_ACCESS_TOKEN: 'token',
    WHATSAPP_APP_SECRET: 'app-secret',
    WHATSAPP_VERIFY_TOKEN: 'verify-token',
    SECRETS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
    DATABASE_POOL_SIZE: '5',
    ...given,
  });
  env.DATABASE_URL = await ownDatabase(env.DATABASE_URL);
  const app = await createApp(gatewayWithin(limits), env, createLogger({ name: 'gateway', level: 'silent' }));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const dataSource = await createDataSource({ url: env.DATABASE_URL, poolSize: 2 }).initialize();
  return {
    url,
    dataSource,
    call: (method, path, request = {}) => call(`${url}${path}`, method, request),
    stopDatabase: () => app.get(DataSource).destroy(),
    close: async () => {
      await app.close();
      await dataSource.destroy();
    },
  };
}

async function call(url: string, method: string, { body, headers = {} }: Request): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && {
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as never,
    text,
  };
}

/** A workspace of its own, with the API as its owner sees it. */
export async function aWorkspace({ dataSource, call: callGateway }: TestGateway) {
  const details = {
    slug: `ws-${randomUUID()}`,
    name: 'Test',
    timeZone: 'Europe/Rome',
    phoneNumberId: `number-${randomUUID()}`,
    wabaId: `waba-${randomUUID()}`,
    displayPhone: '+390212345678',
  };
  const { workspaceId, apiKey } = await createWorkspace(dataSource, details);
  const as = (headers: Record<string, string> = {}) => ({ authorization: `Bearer ${apiKey}`, ...headers });
  return {
    ...details,
    workspaceId,
    apiKey,
    get: (path: string) => callGateway('GET', `/v1${path}`, { headers: as() }),
    post: (path: string, body?: unknown, headers?: Record<string, string>) =>
      callGateway('POST', `/v1${path}`, { body, headers: as(headers) }),
    put: (path: string, body?: unknown) => callGateway('PUT', `/v1${path}`, { body, headers: as() }),
    del: (path: string) => callGateway('DELETE', `/v1${path}`, { headers: as() }),
    patch: (path: string, body?: unknown) => callGateway('PATCH', `/v1${path}`, { body, headers: as() }),
  };
}

/** The API of a workspace, for tests. */
export type TestWorkspace = Awaited<ReturnType<typeof aWorkspace>>;

/** A phone number that no other test has. */
export const aPhone = (): string => `+39${randomInt(3_000_000_000, 3_999_999_999)}`;
