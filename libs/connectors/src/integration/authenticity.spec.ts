import { describe, expect, it } from '@jest/globals';
import { createHmac, randomBytes } from 'node:crypto';
import { isAuthentic } from './authenticity.js';

const key = randomBytes(32);
const secret = `whsec_${key.toString('base64')}`;
const now = Date.parse('2026-03-02T10:00:00Z');
const rawBody = Buffer.from('{"a":"é"}');

const signed = ({ id = 'msg_1', at = now, body = rawBody, by = key } = {}) => {
  const timestamp = String(at / 1_000);
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${createHmac('sha256', by).update(content).digest('base64')}`,
  };
};
const accepts = (headers: Record<string, string>, secrets = [secret]) =>
  isAuthentic({ headers, rawBody }, 'standard_webhooks', { secrets, now });

describe('a signature by Standard Webhooks', () => {
  it('is taken from who knows the secret, at about its time', () => {
    expect(accepts(signed())).toBe(true);
    expect(accepts(signed({ at: now - 299_000 }))).toBe(true);
  });

  it('is taken while a secret is replaced, on either side', () => {
    const next = `whsec_${randomBytes(32).toString('base64')}`;
    expect(accepts(signed(), [next, secret])).toBe(true);
    const two = signed();
    expect(accepts({ ...two, 'webhook-signature': `v1,AAAA v1a,BBBB ${two['webhook-signature']}` })).toBe(true);
  });

  it.each([
    ['of another secret', signed({ by: randomBytes(32) })],
    ['of another body', signed({ body: Buffer.from('{}') })],
    ['of another id', { ...signed(), 'webhook-id': 'msg_2' }],
    ['of another time', { ...signed(), 'webhook-timestamp': String(now / 1_000 + 1) }],
    ['that is old', signed({ at: now - 301_000 })],
    ['of the future', signed({ at: now + 301_000 })],
    ['of no time', { ...signed(), 'webhook-timestamp': 'now' }],
    ['that is missing', { 'webhook-id': 'msg_1', 'webhook-timestamp': String(now / 1_000) }],
    ['that is empty', { ...signed(), 'webhook-signature': '' }],
  ])('is refused %s', (_, headers) => {
    expect(accepts(headers)).toBe(false);
  });
});

it.each([
  ['Bearer the-secret-of-the-connection', true],
  ['bearer the-secret-of-the-connection', true],
  ['Bearer the-secret-of-the-connectioN', false],
  ['Bearer ', false],
  ['the-secret-of-the-connection', false],
])('takes %j as a bearer of the secret: %j', (authorization, expected) => {
  const request = { headers: { authorization }, rawBody };
  expect(isAuthentic(request, 'bearer', { secrets: ['the-secret-of-the-connection'], now })).toBe(expected);
});
