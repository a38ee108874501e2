import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;

/** A message as it is sent: the value is taken as it is when it is bytes or text, else as JSON. */
export interface RawMessage {
  readonly key: string | null;
  readonly value: Buffer | string | object;
}

/** Where a message lies in Kafka. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Sends to Kafka whatever it is given, as a service with defects would. */
export class KafkaEvents {
  private readonly producer: kafkajs.Producer;

  private constructor(brokers: string) {
    const kafka = new Kafka({ clientId: 'e2e', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    this.producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  static async open(brokers: string): Promise<KafkaEvents> {
    const events = new KafkaEvents(brokers);
    await events.producer.connect();
    return events;
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  /** Sends messages that lie one right behind the other in one partition. Resolves with the place of the first. */
  async sendInOrder(topic: string, partition: number, messages: readonly RawMessage[]): Promise<Place> {
    const [sent] = await this.producer.send({
      topic,
      acks: -1,
      messages: messages.map(({ key, value }) => ({ key, partition, value: bytesOf(value) })),
    });
    return { topic, partition, offset: sent?.baseOffset ?? '' };
  }
}

export const bytesOf = (value: RawMessage['value']): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
