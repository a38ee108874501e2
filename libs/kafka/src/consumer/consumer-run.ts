import type { ConsumedBatch } from './consumed-message.js';

/** What to consume and who handles it. */
export interface ConsumerRun {
  groupId: string;
  topics: readonly string[];
  /**
   * Handles messages of one partition, in order; other partitions come at the same time. Their offsets are committed once it
   * resolves. When it rejects the same messages come again after a rest of the partition, 1 s growing to 30 s.
   */
  handle: (batch: ConsumedBatch) => Promise<void>;
  /** The consumer has given up for good; the process should end, so that an orchestrator starts it anew. */
  onFatal: (error: Error) => void;
  /** How many partitions are handled at the same time; 6 unless told. */
  partitionsConcurrently?: number;
  /** How many messages `handle` gets at most; from 200 to 1,000 unless told, more while it is quick. Between two calls the group may rebalance. */
  maxBatchSize?: number;
}
