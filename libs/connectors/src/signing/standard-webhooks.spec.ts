import { expect, it } from '@jest/globals';
import { newSigningSecret, signatureHeaders } from './standard-webhooks.js';

const content = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1614265330_000, body: '{"test": 2432232314}' };
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

it("signs as the standard's reference implementations do", () => {
  expect(signatureHeaders(content, [secret])).toEqual({
    'webhook-id': content.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': signature,
  });
});

it('signs with every secret that receivers may know', () => {
  const signatures = signatureHeaders(content, [newSigningSecret(), secret])['webhook-signature']?.split(' ');
  expect(signatures).toHaveLength(2);
  expect(signatures?.[1]).toBe(signature);
});

it.each([
  ['the id', { id: 'msg_other' }],
  ['the second', { at: content.at + 1_000 }],
  ['the body', { body: '{"test": 2432232315}' }],
])('another signature comes of another %s', (_, change) => {
  expect(signatureHeaders({ ...content, ...change }, [secret])['webhook-signature']).not.toBe(signature);
});

it('makes secrets of 32 random bytes, each another', () => {
  const [one, other] = [newSigningSecret(), newSigningSecret()];
  expect(one).toMatch(/^whsec_/);
  expect(Buffer.from(one.slice('whsec_'.length), 'base64')).toHaveLength(32);
  expect(one).not.toBe(other);
});
