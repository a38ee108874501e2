import type { Admin } from 'kafkajs';
import { createKafka, type KafkaSettings } from './kafka-client.js';

/** Resolves when a broker answers; rejects within about two seconds when none does. For health checks. */
export const pingKafka = (settings: KafkaSettings): Promise<void> =>
  withAdmin(settings, async (admin) => {
    await admin.describeCluster();
  });

/** How many messages of each topic a group has not committed yet. */
export const lagOf = (settings: KafkaSettings, groupId: string, topics: string[]): Promise<Map<string, number>> =>
  withAdmin(settings, async (admin) => {
    const committed = await admin.fetchOffsets({ groupId, topics });
    const lags = committed.map(async ({ topic, partitions }): Promise<[string, number]> => {
      const ends = await admin.fetchTopicOffsets(topic);
      const done = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return [topic, ends.reduce((sum, end) => sum + uncommitted(end, done.get(end.partition) ?? -1), 0)];
    });
    return new Map(await Promise.all(lags));
  });

/** Kafka gives -1 for a partition the group never committed: all that is stored is still to be read. */
const uncommitted = ({ high, low }: { high: string; low: string }, offset: number): number =>
  Math.max(0, Number(high) - (offset < 0 ? Number(low) : offset));

const hardlyRetry = { retries: 1, initialRetryTime: 100, maxRetryTime: 300 };

/** One connection per question: an admin client that outlives an outage does not reliably find its way back. */
export async function withAdmin<T>(settings: KafkaSettings, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = createKafka(settings, hardlyRetry).admin();
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}
