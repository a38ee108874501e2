import { randomUUID } from 'node:crypto';
import type { EachBatchPayload } from 'kafkajs';
import { withAdmin } from '../client/kafka-admin.js';
import { createKafka, type KafkaSettings } from '../client/kafka-client.js';
import { consumedMessage, type ConsumedMessage } from './consumed-message.js';

interface Stretch {
  partition: number;
  from: string;
  /** The offset behind the last message. */
  to: bigint;
}

/** Reads what a topic holds since a moment (epoch milliseconds), up to its end as it is when the reading begins. In no group's name. */
export async function readSince(
  settings: KafkaSettings,
  { topic, since }: { topic: string; since: number },
  act: (message: ConsumedMessage) => void,
): Promise<void> {
  const stretches = await stretchesOf(settings, topic, since);
  if (stretches.length === 0) return;
  const groupId = `reader-${randomUUID()}`;
  const consumer = createKafka(settings).consumer({ groupId, maxWaitTimeInMs: 100 });
  const left = new Map(stretches.map(({ partition, to }) => [partition, to]));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachBatch = ({ batch }: EachBatchPayload): Promise<void> => {
        const to = left.get(batch.partition);
        if (to === undefined) return Promise.resolve();
        for (const message of batch.messages)
          if (BigInt(message.offset) < to) act(consumedMessage(topic, batch.partition, message));
        // Behind the last message there may be control records.
        if (BigInt(batch.lastOffset()) + 1n >= to) left.delete(batch.partition);
        if (left.size === 0) resolve();
        return Promise.resolve();
      };
      consumer.run({ autoCommit: false, eachBatch }).catch(reject);
      for (const { partition, from } of stretches) consumer.seek({ topic, partition, offset: from });
    });
  } finally {
    await consumer.disconnect();
    await withAdmin(settings, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

const stretchesOf = (settings: KafkaSettings, topic: string, since: number): Promise<Stretch[]> =>
  withAdmin(settings, async (admin) => {
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high]));
    const begins = await admin.fetchTopicOffsetsByTimestamp(topic, since);
    return begins
      .map(({ partition, offset }) => ({ partition, from: offset, to: BigInt(ends.get(partition) ?? offset) }))
      .filter(({ from, to }) => BigInt(from) < to);
  });
