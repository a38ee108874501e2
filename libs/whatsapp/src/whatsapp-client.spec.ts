import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WhatsAppClient } from './whatsapp-client.js';

type Handler = (request: IncomingMessage, response: ServerResponse, body: unknown) => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function clientAgainst(handler: Handler, timeoutMs = 2_000): Promise<WhatsAppClient> {
  const listening = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handler(request, response, parse(Buffer.concat(chunks).toString())));
  });
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  server = listening;
  const { port } = listening.address() as AddressInfo;
  return new WhatsAppClient({
    baseUrl: `http://127.0.0.1:${port}/`,
    version: 'v25.0',
    accessToken: 'secret',
    timeoutMs,
  });
}

const parse = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

const answering =
  (status: number, body: unknown): Handler =>
  (_, response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));

const send = (client: WhatsAppClient) =>
  client.send({
    phoneNumberId: '1001',
    to: { phone: '+391234567890' },
    content: { kind: 'text', text: 'hi' },
    callbackId: 'm-1',
  });

const accepted = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+391234567890', wa_id: '391234567890' }],
  messages: [{ id: 'wamid.A', message_status: 'accepted' }],
};

describe('the access token', () => {
  const options = { baseUrl: 'http://127.0.0.1:1', version: 'v25.0', timeoutMs: 2_000 };

  it('is the one of the number or account that is spoken of', async () => {
    const seen: unknown[] = [];
    await clientAgainst((request, response) => {
      seen.push(request.headers.authorization);
      response.end(JSON.stringify(accepted));
    });
    const { port } = (server as Server).address() as AddressInfo;
    const baseUrl = `http://127.0.0.1:${port}`;
    const client = new WhatsAppClient({ ...options, baseUrl, accessToken: (owner) => Promise.resolve(`of-${owner}`) });
    await send(client);
    await client.listTemplates('waba-1');
    expect(seen).toEqual(['Bearer of-1001', 'Bearer of-waba-1']);
  });

  it('that cannot be read lets nothing be sent', async () => {
    const client = new WhatsAppClient({ ...options, accessToken: () => Promise.reject(new Error('spoilt')) });
    expect(await send(client)).toEqual({ outcome: 'unreachable', detail: 'the access token cannot be read' });
  });
});

describe('a sender that thinks better of it', () => {
  it('is asked after the token was read, right before the call, and nothing is sent', async () => {
    const seen: string[] = [];
    await clientAgainst((_, response) => {
      seen.push('called');
      response.end(JSON.stringify(accepted));
    });
    const { port } = (server as Server).address() as AddressInfo;
    const client = new WhatsAppClient({
      baseUrl: `http://127.0.0.1:${port}`,
      version: 'v25.0',
      timeoutMs: 2_000,
      accessToken: () => Promise.resolve(String(seen.push('token'))),
    });
    const beforeCall = () => {
      seen.push('asked');
      throw new Error('better not');
    };
    const content = { kind: 'text', text: 'hi' } as const;
    const given = { phoneNumberId: '1001', to: { phone: '+391234567890' }, content, callbackId: 'm-1' };
    await expect(client.send({ ...given, beforeCall })).rejects.toThrow('better not');
    expect(seen).toEqual(['token', 'asked']);
    expect(await client.send(given)).toMatchObject({ outcome: 'accepted' });
  });
});

describe('WhatsAppClient.send', () => {
  it('posts to the number with the token and reads the id WhatsApp gave', async () => {
    const seen: unknown[] = [];
    const client = await clientAgainst((request, response, body) => {
      seen.push(request.method, request.url, request.headers.authorization, body);
      response.end(JSON.stringify(accepted));
    });
    expect(await send(client)).toEqual({ outcome: 'accepted', wamid: 'wamid.A', waId: '391234567890' });
    expect(seen.slice(0, 3)).toEqual(['POST', '/v25.0/1001/messages', 'Bearer secret']);
    expect(seen[3]).toMatchObject({ to: '+391234567890', biz_opaque_callback_data: 'm-1' });
  });

  it('cannot be led to another path by a number id', async () => {
    const paths: (string | undefined)[] = [];
    const client = await clientAgainst((request, response) => {
      paths.push(request.url);
      response.end(JSON.stringify(accepted));
    });
    await client.send({
      phoneNumberId: '../x?y',
      to: { phone: '+391234567890' },
      content: { kind: 'text', text: 'hi' },
      callbackId: 'm',
    });
    expect(paths).toEqual(['/v25.0/..%2Fx%3Fy/messages']);
  });

  it('tells why WhatsApp refused, whatever the HTTP status', async () => {
    for (const status of [200, 400, 500]) {
      const client = await clientAgainst(answering(status, { error: { code: 131047, message: 'Re-engagement' } }));
      expect(await send(client)).toMatchObject({
        outcome: 'rejected',
        error: { code: 131047, class: 'window_closed' },
      });
      server?.close();
    }
  });

  it.each([
    ['a success that cannot be read', 200, '<html>'],
    ['a success that names no message', 200, { messages: [] }],
    ['a server error that is not of the Graph API', 502, '<html>bad gateway'],
    ['a 503 of something in front', 503, '<html>upstream reset'],
    ['a time-out of a proxy', 408, ''],
  ])('leaves open what became of the message after %s', async (_, status, body) => {
    expect(await send(await clientAgainst(answering(status, body)))).toMatchObject({ outcome: 'unknown' });
  });

  it.each([
    ['a redirect', 302, ''],
    ['a refusal that is not of the Graph API', 404, 'not found'],
  ])('knows that nothing was sent after %s', async (_, status, body) => {
    expect(await send(await clientAgainst(answering(status, body)))).toMatchObject({ outcome: 'unreachable' });
  });

  it('leaves it open when no answer comes in time', async () => {
    const client = await clientAgainst(() => undefined, 100);
    expect(await send(client)).toEqual({ outcome: 'unknown', detail: 'no answer in time' });
  });

  it('leaves it open when the connection breaks after the request', async () => {
    const client = await clientAgainst((request) => request.socket.destroy());
    expect(await send(client)).toMatchObject({ outcome: 'unknown' });
  });

  it('leaves it open when the answer is cut in half', async () => {
    const client = await clientAgainst((request, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"messages":', () => request.socket.destroy());
    });
    expect(await send(client)).toMatchObject({ outcome: 'unknown' });
  });

  it('knows that nothing was sent when nobody listens or the name does not exist', async () => {
    const client = await clientAgainst(answering(200, accepted));
    await new Promise((closed) => server?.close(closed));
    expect(await send(client)).toEqual({ outcome: 'unreachable', detail: 'the connection failed: ECONNREFUSED' });
    const nowhere = { baseUrl: 'http://no-such-host.invalid', version: 'v25.0', accessToken: 't', timeoutMs: 2_000 };
    expect(await send(new WhatsAppClient(nowhere))).toMatchObject({ outcome: 'unreachable' });
  });
});

describe('WhatsAppClient templates', () => {
  it('creates one and tells the category WhatsApp chose', async () => {
    const bodies: unknown[] = [];
    const client = await clientAgainst((request, response, body) => {
      bodies.push(request.url, body);
      response.end(JSON.stringify({ id: '9', status: 'PENDING', category: 'MARKETING' }));
    });
    const template = {
      name: 'hi',
      category: 'UTILITY',
      language: 'en',
      parameterFormat: 'named',
      components: [],
    } as const;
    expect(await client.createTemplate('w-1', { ...template, components: [{ type: 'BODY', text: 'Hi' }] })).toEqual({
      outcome: 'created',
      id: '9',
      status: 'PENDING',
      category: 'MARKETING',
    });
    expect(bodies).toEqual([
      '/v25.0/w-1/message_templates',
      {
        name: 'hi',
        category: 'UTILITY',
        language: 'en',
        parameter_format: 'named',
        components: [{ type: 'BODY', text: 'Hi' }],
      },
    ]);
  });

  it('lists page by page until there is no next one', async () => {
    const template = { id: '9', name: 'hi', language: 'en', status: 'APPROVED', category: 'UTILITY' };
    const client = await clientAgainst((request, response) => {
      const isLast = request.url?.includes('after=c1') ?? false;
      const paging = { cursors: { after: isLast ? 'c2' : 'c1' }, ...(!isLast && { next: 'https://…' }) };
      response.end(JSON.stringify({ data: [template], paging }));
    });
    const first = await client.listTemplates('w-1');
    expect(first).toEqual({ outcome: 'listed', templates: [{ ...template, components: [] }], next: 'c1' });
    expect(await client.listTemplates('w-1', 'c1')).not.toHaveProperty('next');
  });
});
