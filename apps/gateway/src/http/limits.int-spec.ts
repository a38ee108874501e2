import { afterEach, describe, expect, it } from '@jest/globals';
import { startGateway, type TestGateway } from '../testing/test-gateway.js';
import { SlowClient } from '../testing/slow-client.js';
import { leastBytes } from './in-flight.js';
import { httpLimits, type HttpLimits } from './limits.js';
import { Problem } from './problem.js';

let gateway: TestGateway;
const clients: SlowClient[] = [];

afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.destroy();
  await gateway.close();
});

/** Every role that takes requests, on servers that it does not need for them. */
async function within(limits: Partial<HttpLimits>): Promise<void> {
  const variables = { GATEWAY_ROLES: 'api,ingress', DATABASE_URL: process.env['DATABASE_URL'] ?? '' };
  gateway = await startGateway({ ...variables, KAFKA_BROKERS: '127.0.0.1:1' }, { ...httpLimits, ...limits });
}

async function aClient(): Promise<SlowClient> {
  const client = await SlowClient.of(gateway.url);
  clients.push(client);
  return client;
}

const problemIn = (body: string): Problem => Problem.strict().parse(JSON.parse(body));
const forPost = (path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n${more}\r\n\r\n`;

describe('a slow client', () => {
  const tight = { headersMs: 100, requestMs: 200, lookEveryMs: 20 };

  it('that never says what it wants is cut', async () => {
    await within(tight);
    expect((await (await aClient()).answer()).status).toBe(408);
  });

  it('whose headers come letter by letter is cut', async () => {
    await within(tight);
    const client = await aClient();
    client.send('GET /health/live HTTP/1.1\r\nx-slow: ');
    const { status, body } = await client.dribble('x');
    expect(status).toBe(408);
    expect(problemIn(body)).toMatchObject({ code: 'request_timeout', status: 408 });
  });

  it.each(['/v1/contacts', '/ingress/whatsapp', '/webhooks/shopify/x'])(
    'whose body for %s comes letter by letter is cut, and leaves nothing behind',
    async (path) => {
      await within(tight);
      const client = await aClient();
      client.send(forPost(path, 'content-length: 100000'));
      expect((await client.dribble('x')).status).toBe(408);
      while (!/under_way_bytes\{of="webhooks",app="gateway"\} 0\n/.test(await metrics())) continue;
    },
  );

  it('that does not read its answers is cut', async () => {
    await within({ idleMs: 500 });
    const client = await aClient();
    client.socket.pause();
    const asked = 200;
    client.send('GET /docs-json HTTP/1.1\r\nhost: test\r\n\r\n'.repeat(asked));
    while (!(clientsBytes(await metrics()) <= ownBytes)) continue;
    client.socket.resume();
    await client.answer();
    expect(client.said.split('HTTP/1.1 200').length).toBeLessThan(asked);
  });
});

/** Empty when the gateway just cut the connection that was kept for the next request. */
const metrics = () =>
  gateway.call('GET', '/metrics').then(
    ({ text }) => text,
    () => '',
  );
const clientsBytes = (text: string) => Number(/under_way_bytes\{of="others",app="gateway"\} (\d+)/.exec(text)?.[1]);
/** The request for metrics is under way as well. */
const ownBytes = leastBytes;

describe('a client that sends too much', () => {
  it('of headers is refused', async () => {
    await within({});
    const answer = await gateway.call('GET', '/health/live', { headers: { 'x-large': 'x'.repeat(17_000) } });
    expect(answer.status).toBe(431);
    expect(problemIn(answer.text)).toMatchObject({ code: 'headers_too_large', status: 431 });
  });

  it.each([
    ['/v1/contacts', 1],
    ['/ingress/whatsapp', 3],
    ['/webhooks/shopify/0198c0de-0000-7000-8000-000000000009', 3],
  ])('of a body in chunks, of which it does not tell the length, is refused: %s', async (path, megabytes) => {
    await within({});
    const client = await aClient();
    client.send(forPost(path, 'transfer-encoding: chunked\r\nconnection: close'));
    const chunk = 'x'.repeat(64 * 1024);
    for (let sent = 0; sent <= megabytes * 1024 * 1024; sent += chunk.length) client.send(`10000\r\n${chunk}\r\n`);
    expect((await client.answer()).status).toBe(413);
  });

  it('of connections gets no more of them, and again when it lets go', async () => {
    await within({ connections: 2 });
    const [first] = [await aClient(), await aClient()];
    expect((await (await aClient()).answer()).status).toBe(0);
    first.socket.destroy();
    for (let status = 0; status !== 200;)
      status = await gateway.call('GET', '/health/live').then(
        (answer) => answer.status,
        () => 0,
      );
  });

  it('of what is no HTTP is told so', async () => {
    await within({});
    const client = await aClient();
    client.send('EHLO mail\r\n\r\n');
    const { status, body } = await client.answer();
    expect({ status, code: problemIn(body).code }).toEqual({ status: 400, code: 'invalid_request' });
  });
});

it('beyond what memory is for, requests are answered 503 with a moment to wait, and taken again when there is room', async () => {
  await within({ underWay: { webhooks: 64 * 1024, others: 64 * 1024 } });
  for (const path of ['/ingress/whatsapp', '/v1/contacts']) {
    const waiting = [];
    for (let held = 0; held < 4; held++) waiting.push((await aClient()).almost('POST', path, Buffer.from('{"a": 1}')));
    let refused = await gateway.call('POST', path, { body: {} });
    while (refused.status !== 503) refused = await gateway.call('POST', path, { body: {} });
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.body).toMatchObject({ code: 'unavailable' });
    expect(await Promise.all(waiting.map((finish) => finish()))).toEqual([401, 401, 401, 401]);
    while ((await gateway.call('POST', path, { body: {} })).status === 503) continue;
  }
});
