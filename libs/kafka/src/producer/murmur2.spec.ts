import { describe, expect, it } from '@jest/globals';
import { murmur2 } from './murmur2.js';

describe('murmur2', () => {
  // The vectors of Kafka's own UtilsTest.
  it.each([
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['a-little-bit-longer-string', -1_486_304_829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
    ['abc', 479_470_107],
  ])('gives what Java gives for %s', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('takes a key of megabytes', () => {
    expect(murmur2(Buffer.alloc(4 * 1024 * 1024, 'x'))).toBe(murmur2(Buffer.alloc(4 * 1024 * 1024, 'x')));
  });
});
