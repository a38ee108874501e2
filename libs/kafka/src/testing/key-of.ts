import { partitionOf } from '../producer/stable-partitioner.js';

/** A key, of those that `named` gives for each number, whose messages go to that partition of so many. */
export function keyOf(partition: number, partitions: number, named = (nth: number) => `key-${nth}`): string {
  for (let candidate = 0; ; candidate++) {
    const key = named(candidate);
    if (partitionOf(Buffer.from(key), partitions) === partition) return key;
  }
}
