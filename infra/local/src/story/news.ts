import kafkajs from 'kafkajs';
import { outboundEvents, topic, type OutboundEvent } from '@threadline/contracts';
import { z } from 'zod';

const { Kafka, logLevel } = kafkajs;

const topics = [topic.contact, topic.run, topic.message];
const News = z.discriminatedUnion('type', outboundEvents);

/** Which news, and what to do with each. Errors of `onEvent` are not expected. */
export interface NewsOptions {
  readonly brokers: readonly string[];
  readonly workspaceId: string;
  /** A consumer group of this reader alone; it is removed at the end. */
  readonly groupId: string;
  readonly onEvent: (event: OutboundEvent) => void;
}

/** Reads what Threadline tells others on Kafka, from now on. */
export class NewsReader {
  private readonly kafka: kafkajs.Kafka;
  private readonly consumer: kafkajs.Consumer;

  private constructor(private readonly options: NewsOptions) {
    this.kafka = new Kafka({ clientId: 'story-news', brokers: [...options.brokers], logLevel: logLevel.NOTHING });
    this.consumer = this.kafka.consumer({ groupId: options.groupId, maxWaitTimeInMs: 100 });
  }

  /** Resolves once it is a member of its group. */
  static async open(options: NewsOptions): Promise<NewsReader> {
    const reader = new NewsReader(options);
    await reader.consumer.connect();
    await reader.consumer.subscribe({ topics });
    const joined = new Promise((resolve) => reader.consumer.on(reader.consumer.events.GROUP_JOIN, resolve));
    await reader.consumer.run({ eachMessage: ({ message }) => Promise.resolve(reader.read(message.value)) });
    await joined;
    return reader;
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteGroups([this.options.groupId]).catch(() => undefined); // it goes away by itself, later
    await admin.disconnect();
  }

  private read(value: Buffer | null): void {
    const parsed = News.safeParse(jsonOf(value));
    if (parsed.success && parsed.data.workspaceid === this.options.workspaceId) this.options.onEvent(parsed.data);
  }
}

function jsonOf(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined; // not ours
  }
}
