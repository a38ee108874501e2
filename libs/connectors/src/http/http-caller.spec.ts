import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AddressGuard } from '../guard/address-guard.js';
import { Receiver } from '../testing/a-receiver.js';
import type { HttpCall } from './followed.js';
import { HttpCaller, type HttpAnswer } from './http-caller.js';

const timeoutMs = 2_000;
let receiver: Receiver;
let other: Receiver;
let caller: HttpCaller;

beforeEach(async () => {
  [receiver, other] = [await Receiver.open(), await Receiver.open()];
  caller = aCaller({ guard: new AddressGuard({ allowed: [receiver.host, other.host] }) });
});
afterEach(async () => {
  await caller.close();
  await Promise.all([receiver.close(), other.close()]);
});

const aCaller = (told: { guard: AddressGuard; timeoutMs?: number }) =>
  new HttpCaller({ timeoutMs, maxBodyBytes: 1_000, ...told });
const sign = (body: string) => ({ 'webhook-signature': `of ${body}` });
const calling = (call: Partial<HttpCall> = {}, by = caller): Promise<HttpAnswer> =>
  by.call({ method: 'POST', url: receiver.url('/hook'), headers: {}, body: '{"a":1}', ...call }, sign);

describe('a call', () => {
  it('is sent as the author wrote it, with its signature, and brings the answer', async () => {
    receiver.answer = (_, response) => void response.writeHead(201).end('{"score":7}');
    const answer = await calling({ method: 'PUT', headers: { 'X-Key': 'k', Authorization: 'Bearer t' } });
    expect(answer).toEqual({ outcome: 'answered', status: 201, body: '{"score":7}', isCut: false });
    expect(receiver.received).toEqual([
      expect.objectContaining({
        method: 'PUT',
        path: '/hook',
        body: '{"a":1}',
        headers: expect.objectContaining({
          'x-key': 'k',
          authorization: 'Bearer t',
          'content-type': 'application/json',
          'webhook-signature': 'of {"a":1}',
        }),
      }),
    ]);
  });

  it('lets nobody write the signature, or the headers of the connection', async () => {
    await calling({ headers: { 'Webhook-Signature': 'forged', Host: 'internal', 'Content-Length': '1' } });
    const [{ headers } = { headers: {} }] = receiver.received;
    expect(headers).toMatchObject({ host: receiver.host, 'webhook-signature': 'of {"a":1}', 'content-length': '7' });
  });

  it.each([
    ['another type', { headers: { 'Content-Type': 'text/xml' } }, 'text/xml'],
    ['no JSON', { body: 'hello' }, 'text/plain; charset=utf-8'],
  ])('says what its body is: %s', async (_, call, type) => {
    await calling(call);
    expect(receiver.received[0]?.headers['content-type']).toBe(type);
  });

  it('takes no more of an answer than it was told to', async () => {
    receiver.answer = (_, response) => void response.end('x'.repeat(100_000));
    expect(await calling()).toMatchObject({ outcome: 'answered', body: 'x'.repeat(1_000), isCut: true });
  });

  it('takes no head that is longer than any sensible one', async () => {
    receiver.answer = (_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end();
    expect(await calling()).toMatchObject({ outcome: 'no_answer' });
  });

  it('hears how long the server wants to be left alone', async () => {
    receiver.answer = (_, response) => void response.writeHead(429, { 'retry-after': '7' }).end();
    expect(await calling()).toMatchObject({ status: 429, retryAfterMs: 7_000 });
  });

  it.each([
    ['a server that never answers', () => undefined],
    [
      'an answer that never ends',
      (_: string, response: { write: (text: string) => unknown }) => void response.write('{'),
    ],
  ])('does not wait for ever for %s', async (_, answer) => {
    receiver.answer = answer as typeof receiver.answer;
    const hasty = aCaller({ guard: new AddressGuard({ allowed: [receiver.host] }), timeoutMs: 100 });
    expect(await calling({}, hasty)).toEqual({ outcome: 'no_answer', detail: 'no answer in time' });
    await hasty.close();
  });

  it('tells of a broken connection', async () => {
    receiver.answer = (_, response) => void response.destroy();
    expect(await calling()).toEqual({ outcome: 'no_answer', detail: 'the connection failed: UND_ERR_SOCKET' });
  });

  it.each([
    ['ftp://example.com/', 'bad_address'],
    ['http://user:password@example.com/', 'bad_address'],
    ['nowhere', 'bad_address'],
  ])('to %s is not made', async (url, reason) => {
    expect(await calling({ url })).toMatchObject({ outcome: 'refused', reason });
  });

  it('with a line break in a header is not made', async () => {
    expect(await calling({ headers: { 'x-name': 'Anna\r\nx-admin: yes' } })).toMatchObject({ reason: 'bad_headers' });
    expect(receiver.received).toEqual([]);
  });
});

describe('a redirect', () => {
  const leadsTo = (location: string, status = 302) => {
    receiver.answer = (path, response) =>
      void (path === '/hook' ? response.writeHead(status, { location }).end() : response.end('there'));
  };

  it.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', '{"a":1}'],
    [308, 'POST', '{"a":1}'],
  ])('with %i turns a POST into a %s, signed anew', async (status, method, body) => {
    leadsTo('/there', status);
    expect(await calling()).toMatchObject({ outcome: 'answered', body: 'there' });
    expect(receiver.received[1]).toMatchObject({
      method,
      body,
      path: '/there',
      headers: { 'webhook-signature': `of ${body}`.trim() },
    });
  });

  it("keeps the author's headers where they belong", async () => {
    leadsTo('/there', 307);
    await calling({ headers: { 'x-key': 'k' } });
    expect(receiver.received[1]?.headers['x-key']).toBe('k');
    leadsTo(other.url('/there'), 307);
    await calling({ headers: { 'x-key': 'k', 'content-type': 'text/xml' } });
    expect(other.received[0]?.headers['x-key']).toBeUndefined();
    expect(other.received[0]?.headers['content-type']).toBe('text/xml');
  });

  it('into a network that is not public is not followed', async () => {
    const careful = aCaller({ guard: new AddressGuard({ allowed: [receiver.host] }) });
    leadsTo(other.url('/secret'));
    expect(await calling({}, careful)).toMatchObject({ outcome: 'refused', reason: 'address_refused' });
    expect(other.received).toEqual([]);
    await careful.close();
  });

  it.each([
    ['a file', 'file:///etc/passwd', 'bad_address'],
    ['credentials', 'http://user:password@example.com/', 'bad_address'],
    ['nowhere', 'http://', 'bad_redirect'],
    ['itself, for ever', '/hook', 'bad_redirect'],
  ])('to %s is not followed', async (_, location, reason) => {
    leadsTo(location, 307);
    expect(await calling()).toMatchObject({ outcome: 'refused', reason });
    expect(receiver.received.length).toBeLessThanOrEqual(4);
  });
});
