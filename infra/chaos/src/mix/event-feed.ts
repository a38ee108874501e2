import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { contactKey, topicOf } from '@threadline/contracts';
import kafkajs from 'kafkajs';
import type { Told } from '../told.js';

const { Kafka, logLevel, Partitioners } = kafkajs;
const again = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, factor: 0.2, multiplier: 1.5 };
const restMs = 500;

/** What is told of a contact. */
export interface News {
  readonly type: string;
  readonly phone: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Another system that tells by CloudEvents on Kafka, and tells again until Kafka has acknowledged. */
export class EventFeed {
  private readonly producer: kafkajs.Producer;

  constructor(
    brokers: readonly string[],
    private readonly workspaceId: string,
    private readonly told: Told,
  ) {
    const kafka = new Kafka({
      clientId: 'load',
      brokers: [...brokers],
      connectionTimeout: 1_000,
      requestTimeout: 5_000,
      retry: again,
      logLevel: logLevel.NOTHING,
    });
    this.producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, retry: again });
  }

  open(): Promise<void> {
    return this.producer.connect();
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }

  /** `times` over 1 tells the same event again. */
  async tell({ type, phone, data }: News, times = 1): Promise<void> {
    const contact = { phone };
    const event = {
      specversion: '1.0',
      id: randomUUID(),
      source: 'load',
      type,
      time: new Date().toISOString(),
      workspaceid: this.workspaceId,
      causationdepth: 0,
      data: { contact, ...data },
    };
    const message = { key: contactKey(this.workspaceId, contact), value: JSON.stringify(event) };
    for (let time = 0; time < times; time++) await this.send(topicOf(type), message);
    this.told.events.push(event);
  }

  /** Something that is no event. */
  async poison(type: string): Promise<void> {
    const value = `not an event ${randomUUID()}`;
    await this.send(topicOf(type), { key: this.workspaceId, value });
    this.told.poison.push(value);
  }

  private async send(topic: string, message: { key: string; value: string }): Promise<void> {
    for (;;) {
      try {
        await this.producer.send({ topic, acks: -1, messages: [message] });
        return;
      } catch {
        await pause(restMs);
        await this.producer.connect().catch(() => undefined);
      }
    }
  }
}
