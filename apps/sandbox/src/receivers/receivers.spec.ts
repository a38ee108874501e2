import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, randomBytes } from 'node:crypto';
import { RunningSandbox } from '../testing/running-sandbox.js';
import type { ReceivedCall } from './receivers.js';

let sandbox: RunningSandbox;
let receivers = 0;
let name = '';
beforeAll(async () => {
  sandbox = await RunningSandbox.start();
});
afterAll(() => sandbox.stop());

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const newReceiver = () => (name = `receiver-${(receivers += 1)}`);

const signed = (body: string, { at = Date.now(), id = 'call-1', by = secret } = {}) => {
  const timestamp = String(Math.floor(at / 1_000));
  const key = Buffer.from(by.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,AAAA v1,${signature}` };
};
const call = (body = '{"a": 1}', headers: Record<string, string> = signed(body)) =>
  fetch(`${sandbox.url}/receivers/${name}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(500),
  });
const ledger = async () =>
  (await (await fetch(`${sandbox.url}/_sandbox/receivers/${name}`)).json()) as { calls: ReceivedCall[] };
const last = async () => (await ledger()).calls.at(-1);

describe('a receiver', () => {
  it('keeps what it was sent, byte by byte, and answers what it was told to', async () => {
    newReceiver();
    await sandbox.control(`receivers/${name}`, { secrets: [secret], json: { score: 7 } });
    const answer = await call('{"a":   1}');
    expect([answer.status, await answer.json()]).toEqual([200, { score: 7 }]);
    expect(await last()).toMatchObject({ method: 'POST', body: '{"a":   1}', signature: 'valid', isRepetition: false });
    await call('{"a":   1}');
    expect(await last()).toMatchObject({ isRepetition: true });
  });

  it.each([
    ['invalid', 401, () => signed('{"a": 2}')],
    ['invalid', 401, () => signed('{"a": 1}', { by: `whsec_${randomBytes(32).toString('base64')}` })],
    ['too_old', 200, () => signed('{"a": 1}', { at: Date.now() - 10 * 60_000 })],
    ['absent', 200, () => ({})],
  ] as const)('finds a signature %s', async (signature, status, headers) => {
    newReceiver();
    await sandbox.control(`receivers/${name}`, { secrets: [secret] });
    expect((await call('{"a": 1}', headers())).status).toBe(status);
    expect((await last())?.signature).toBe(signature);
  });

  it('does as ordered, so often as ordered', async () => {
    newReceiver();
    const order = (what: object) => sandbox.control(`receivers/${name}/orders`, what);
    await order({ mode: 'answer', status: 503, retryAfterSeconds: 7, times: 2 });
    await order({ mode: 'redirect', status: 307, to: '/receivers/other' });
    const [first, second, third] = [await call(), await call(), await call()];
    expect([first.status, first.headers.get('retry-after'), second.status]).toEqual([503, '7', 503]);
    expect([third.status, third.headers.get('location')]).toEqual([307, '/receivers/other']);
    await order({ mode: 'hang' });
    await expect(call()).rejects.toMatchObject({ name: 'TimeoutError' });
    await order({ mode: 'drop' });
    await expect(call()).rejects.toMatchObject({ name: 'TypeError' });
    expect((await call()).status).toBe(200);
  });
});
