import type { ICustomPartitioner } from 'kafkajs';
import { murmur2 } from './murmur2.js';

/**
 * The partition Java's client takes for a key. A message without a key goes where its content sends it, not to a
 * random partition: a retry that changed partitions would reuse a sequence number of the idempotent producer for another
 * message, which the broker would drop as a repeat.
 */
export const stablePartitioner: ICustomPartitioner =
  () =>
  ({ message: { partition, key, value }, partitionMetadata }) =>
    partition ?? partitionOf(Buffer.from(key ?? value ?? ''), partitionMetadata.length);

/** Which of so many partitions a key belongs to. */
export const partitionOf = (key: Buffer, partitions: number): number => (murmur2(key) & 0x7fffffff) % partitions;
