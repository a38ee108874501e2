import { describe, expect, it } from '@jest/globals';
import { TokenBucket } from './token-bucket.js';

const take = (bucket: TokenBucket, now: number, count: number) =>
  Array.from({ length: count }, () => bucket.take(now)).filter(Boolean).length;

describe('TokenBucket', () => {
  it('lets a burst through and then one at a time', () => {
    const bucket = new TokenBucket(45, 6_000);
    expect(take(bucket, 0, 50)).toBe(45);
    expect(take(bucket, 5_999, 1)).toBe(0);
    expect(take(bucket, 6_000, 2)).toBe(1);
    expect(take(bucket, 126_000, 50)).toBe(20);
  });

  it('never holds more than the burst, and does not go back with the clock', () => {
    const bucket = new TokenBucket(2, 10);
    expect(take(bucket, 1_000_000, 5)).toBe(2);
    expect(take(bucket, 9_000_000, 5)).toBe(2);
    expect(take(bucket, 1_000, 5)).toBe(0);
  });
});
