import kafkajs from 'kafkajs';

const partitions = 6;

/** A topic of the bench's own, with as many partitions as ours have. */
export async function createTopic(brokers: readonly string[], topic: string): Promise<void> {
  const kafka = new kafkajs.Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
}
