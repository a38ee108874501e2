import { describe, expect, it } from '@jest/globals';
import { wasNothingSent } from './network-error.js';

const failed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('wasNothingSent', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('is sure after %s', (code) => expect(wasNothingSent(failed({ code }))).toBe(true));

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', undefined])(
    'is not sure after %s',
    (code) => expect(wasNothingSent(failed({ code }))).toBe(false),
  );

  it('tells a time-out of connecting from one of reading', () => {
    expect(wasNothingSent(failed({ code: 'ETIMEDOUT', syscall: 'connect' }))).toBe(true);
    expect(wasNothingSent(failed({ code: 'ETIMEDOUT', syscall: 'read' }))).toBe(false);
  });
});
