import { describe, expect, it } from '@jest/globals';
import { isSignedBy, signBody } from './signature.js';

const secret = 'app-secret';
const body = Buffer.from('{"text":"caf\\u00e9"}');

describe('isSignedBy', () => {
  it('accepts the signature of exactly these bytes', () => {
    const known = 'sha256=a80b6bee32db96b3efc4286f21de56f93f247b87ef2ae6ca49ef6ac3bebb7010';
    expect(signBody(body, secret)).toBe(known);
    expect(isSignedBy(body, known, secret)).toBe(true);
    expect(isSignedBy(body, known.replace('a80b', 'A80B'), secret)).toBe(true);
  });

  it('refuses other bytes, even those of the same JSON', () => {
    expect(isSignedBy(Buffer.from('{"text":"café"}'), signBody(body, secret), secret)).toBe(false);
  });

  it('refuses another secret, and everything while no secret is set', () => {
    expect(isSignedBy(body, signBody(body, 'other'), secret)).toBe(false);
    expect(isSignedBy(body, signBody(body, ''), '')).toBe(false);
  });

  it.each([undefined, null, '', 'sha256=', 'sha256=zz', ['sha256=00'], 42, 'sha1=' + 'a'.repeat(40), 'é'.repeat(71)])(
    'refuses the hostile header %p without throwing',
    (header) => {
      expect(isSignedBy(body, header, secret)).toBe(false);
    },
  );
});
