import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger, HostList, loadEnv } from '@threadline/platform';
import { z } from 'zod';
import { createKafka, type KafkaSettings } from '../client/kafka-client.js';
import { consumedMessage, type ConsumedMessage } from '../consumer/consumed-message.js';

/** The test stack's Kafka with topics and groups of a spec's own. */
export class TemporaryKafka {
  readonly settings: KafkaSettings;
  private readonly topics: string[] = [];

  constructor(overrides: Partial<KafkaSettings> = {}) {
    const { KAFKA_BROKERS } = loadEnv(z.object({ KAFKA_BROKERS: HostList }));
    const logger = createLogger({ name: 'spec', level: 'silent' });
    this.settings = { brokers: KAFKA_BROKERS, clientId: 'spec', logger, ...overrides };
  }

  /** Makes a topic that can be written to when this resolves. `maxMessageBytes` is the broker's own by default. */
  async topic(partitions = 1, maxMessageBytes?: number): Promise<string> {
    const topic = `spec.${randomUUID()}`;
    const admin = createKafka(this.settings).admin();
    await admin.connect();
    const configEntries =
      maxMessageBytes === undefined ? [] : [{ name: 'max.message.bytes', value: String(maxMessageBytes) }];
    await admin.createTopics({ topics: [{ topic, numPartitions: partitions, configEntries }], waitForLeaders: true });
    await admin.disconnect();
    this.topics.push(topic);
    return topic;
  }

  group(): string {
    return `spec-${randomUUID()}`;
  }

  /** Reads a topic from its beginning until so many messages came; rejects after 15 s without them. */
  async read(topic: string, count: number): Promise<ConsumedMessage[]> {
    const found: ConsumedMessage[] = [];
    const consumer = createKafka(this.settings).consumer({ groupId: this.group(), maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ partition, message }) =>
        Promise.resolve(void found.push(consumedMessage(topic, partition, message))),
    });
    try {
      await until(() => found.length >= count);
      return found;
    } finally {
      await consumer.disconnect();
    }
  }

  /** Removes what was made. */
  async close(): Promise<void> {
    if (this.topics.length === 0) return;
    const admin = createKafka(this.settings).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: this.topics });
    await admin.disconnect();
  }
}

/** Polls until something holds; rejects after `timeoutMs`. */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; !(await holds()); await pause(20)) {
    if (Date.now() > end) throw new Error(`did not become true within ${timeoutMs} ms: ${holds.toString()}`);
  }
}
