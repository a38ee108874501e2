import kafkajs from 'kafkajs';
import { serve } from '../helper/serve.js';

interface ConsumerConfig {
  readonly brokers: string[];
  readonly topic: string;
  readonly groupId: string;
}

/** A loop that reads JSON from Kafka and does nothing with it. It answers how many had a type. */
await serve<ConsumerConfig>(async ({ brokers, topic, groupId }) => {
  let typed = 0;
  const kafka = new kafkajs.Kafka({ clientId: 'bare', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 6,
    eachBatch: ({ batch }) => {
      for (const { value } of batch.messages) {
        const { type } = JSON.parse(String(value)) as { type?: unknown };
        if (typeof type === 'string') typed++;
      }
      return Promise.resolve();
    },
  });
  return { typed: () => typed, stop: () => consumer.disconnect() };
});
