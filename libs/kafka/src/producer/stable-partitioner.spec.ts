import { describe, expect, it } from '@jest/globals';
import { stablePartitioner } from './stable-partitioner.js';

const partitionMetadata = Array.from({ length: 48 }, (_, partitionId) => ({
  partitionId,
  partitionErrorCode: 0,
  leader: 1,
  replicas: [1],
  isr: [1],
}));

const choose = (message: { key: string | null; value: string }) =>
  stablePartitioner()({ topic: 't', partitionMetadata, message });

describe('the partition of a message', () => {
  it("is the one Java's client computes from the key", () => {
    // murmur2("21") = -973932308: 1173551340 without its sign, modulo 48.
    expect(choose({ key: '21', value: 'any' })).toBe(12);
  });

  it('does not change between attempts when there is no key', () => {
    const partitions = new Set(Array.from({ length: 20 }, () => choose({ key: null, value: 'same' })));
    expect(partitions.size).toBe(1);
  });
});
