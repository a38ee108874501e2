import type { ConsumedBatch } from '../consumer/consumed-message.js';
import type { ConsumerRun } from '../consumer/consumer-run.js';
import { KafkaConsumer } from '../consumer/kafka-consumer.js';
import type { KafkaSettings } from '../client/kafka-client.js';

/** Consumers of a spec, stopped together. */
export class TemporaryConsumers {
  private running: KafkaConsumer[] = [];

  constructor(private readonly settings: KafkaSettings) {}

  /** Starts one; resolves when it has joined its group. A consumer that gives up breaks the spec unless `onFatal` is given. */
  async start(topic: string, groupId: string, handle: ConsumerRun['handle'], options: Partial<ConsumerRun> = {}) {
    const consumer = new KafkaConsumer(this.settings);
    this.running.push(consumer);
    await consumer.run({ groupId, topics: [topic], handle, onFatal, ...options });
    return consumer;
  }

  async stop(): Promise<void> {
    const stopping = this.running.map((consumer) => consumer.stop());
    this.running = [];
    await Promise.all(stopping);
  }
}

const onFatal = (error: Error): never => {
  throw error;
};

/** A handler that notes the text of what it got. */
export function collector() {
  const values: string[] = [];
  const handle = ({ messages }: ConsumedBatch): Promise<void> =>
    Promise.resolve(void values.push(...messages.map(({ value }) => String(value))));
  return { values, handle };
}
