import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { topic } from '@threadline/contracts';
import { deadLetterPrefix } from '@threadline/kafka';
import type { Place } from './kafka-events.js';

const { Kafka, logLevel } = kafkajs;

/** A message that was put aside: its original bytes, and why. */
export interface DeadLetter {
  readonly value: Buffer | null;
  readonly key: string | null;
  /** The headers of ours, without their prefix. */
  readonly why: Readonly<Record<string, string>>;
}

/** Reads the dead-letter topic from its beginning. */
export class DeadLetterReader {
  private readonly letters: DeadLetter[] = [];
  private readonly consumer: kafkajs.Consumer;

  private constructor(brokers: string) {
    const kafka = new Kafka({ clientId: 'e2e-dead-letters', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    this.consumer = kafka.consumer({ groupId: `e2e-${randomUUID()}`, maxWaitTimeInMs: 100 });
  }

  static async open(brokers: string): Promise<DeadLetterReader> {
    const reader = new DeadLetterReader(brokers);
    await reader.consumer.connect();
    await reader.consumer.subscribe({ topic: topic.deadLetter, fromBeginning: true });
    await reader.consumer.run({
      eachMessage: ({ message: { key, value, headers = {} } }) => {
        reader.letters.push({ value, key: key?.toString() ?? null, why: whyOf(headers) });
        return Promise.resolve();
      },
    });
    return reader;
  }

  close(): Promise<void> {
    return this.consumer.disconnect();
  }

  /** The letter of the message that lay there, once it has been read. */
  of({ topic: name, partition, offset }: Place): DeadLetter | undefined {
    return this.letters.find(
      ({ why }) => why['topic'] === name && why['partition'] === String(partition) && why['offset'] === offset,
    );
  }
}

function whyOf(headers: kafkajs.IHeaders): Record<string, string> {
  const ours = Object.entries(headers).filter(([name]) => name.startsWith(deadLetterPrefix));
  return Object.fromEntries(ours.map(([name, value]) => [name.slice(deadLetterPrefix.length), String(value)]));
}
