import { partitionOf } from '../producer/stable-partitioner.js';

/** A key whose messages go to that partition of so many. */
export function keyOf(partition: number, partitions: number): string {
  for (let candidate = 0; ; candidate++) {
    const key = `key-${candidate}`;
    if (partitionOf(Buffer.from(key), partitions) === partition) return key;
  }
}
