import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { lookup } from 'node:dns';
import { request } from 'undici';
import { Receiver } from '../testing/a-receiver.js';
import { AddressGuard } from './address-guard.js';
import { guardedAgent } from './guarded-agent.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => receiver.close());

/** A resolver whose answers come one after the other. */
const resolving = (...answers: string[][]): typeof lookup =>
  ((_: string, __: object, callback: (error: null, found: object[]) => void) =>
    callback(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup;

async function outcomeOf(url: string, guard: AddressGuard): Promise<unknown> {
  const agent = guardedAgent(guard, { connectTimeoutMs: 500 });
  try {
    return (await request(url, { dispatcher: agent })).statusCode;
  } catch (error) {
    return (error as { code?: unknown }).code;
  } finally {
    await agent.destroy();
  }
}

it.each([
  'http://127.0.0.1:{port}/',
  'http://127.1:{port}/',
  'http://2130706433:{port}/',
  'http://0x7f000001:{port}/',
  'http://0x7f.1:{port}/',
  'http://0177.0.0.1:{port}/',
  'http://0:{port}/',
  'http://[::1]:{port}/',
  'http://[::ffff:127.0.0.1]:{port}/',
  'http://[::ffff:7f00:1]:{port}/',
  'http://localhost:{port}/',
  'http://127。0。0。1:{port}/',
])('does not connect to this machine, however it is written: %s', async (url) => {
  expect(await outcomeOf(url.replace('{port}', String(receiver.port)), new AddressGuard())).toBe('address_refused');
  expect(receiver.received).toEqual([]);
});

it('does not connect to a name that leads to this machine, by any of its addresses', async () => {
  const url = `http://hooks.example.com:${receiver.port}/`;
  for (const found of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:127.0.0.1'], ['fd00::1']])
    expect(await outcomeOf(url, new AddressGuard({ lookup: resolving(found) }))).toBe('address_refused');
  expect(receiver.received).toEqual([]);
});

it('judges the very answer it connects by, so that a name that changes meanwhile leads nowhere else', async () => {
  const asked = resolving(['93.184.216.34'], ['127.0.0.1']);
  const guard = new AddressGuard({ lookup: asked });
  const answers: unknown[] = [];
  for (let nth = 0; nth < 2; nth++)
    guard.lookup('hooks.example.com', { all: true }, (error, found) => answers.push(error?.name ?? found));
  expect(answers).toEqual([[{ address: '93.184.216.34', family: 4 }], 'Error']);
});

it('tells of a name that nobody knows', async () => {
  const unknown = ((_: string, __: object, callback: (error: Error) => void) =>
    callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }))) as unknown as typeof lookup;
  expect(await outcomeOf('http://nobody.example.com/', new AddressGuard({ lookup: unknown }))).toBe('ENOTFOUND');
});

it('connects to what is allowed for development, at that port only', async () => {
  const other = await Receiver.open();
  const guard = new AddressGuard({ allowed: [receiver.host] });
  expect(await outcomeOf(receiver.url(), guard)).toBe(200);
  expect(await outcomeOf(other.url(), guard)).toBe('address_refused');
  await other.close();
});
