import { pingKafka } from '../client/kafka-admin.js';
import { createKafka, retryEverySecond, type KafkaSettings } from '../client/kafka-client.js';
import { KafkaUnavailable } from '../client/kafka-errors.js';
import type { OutgoingMessage } from './outgoing-message.js';
import { SendLoop, type SendClient } from './send-loop.js';
import { stablePartitioner } from './stable-partitioner.js';

const allReplicas = -1;
const requestTimeoutMs = 5_000;

/** With {@link retryEverySecond} about five seconds where requests fail at once, the time after which a caller is told anyway. */
const retries = 8;

/**
 * Sends messages so that an acknowledged one is stored by all replicas and messages of one key keep their order. Delivery is
 * at least once: after a failure the same message may have arrived. Calls made at the same time travel together. Each topic
 * has a connection of its own, so that a missing topic holds up nobody else.
 */
export class KafkaProducer {
  private readonly loops = new Map<string, SendLoop>();
  private isClosed = false;

  constructor(private readonly settings: KafkaSettings) {}

  /** Resolves when a broker answers, and rejects when none does; optional before the first message. */
  connect(): Promise<void> {
    return pingKafka(this.settings);
  }

  /**
   * Resolves when all messages are acknowledged.
   * @throws {KafkaUnavailable} after at most about 5 s without an acknowledgement; the messages may still arrive.
   * @throws {MessageRefused} when Kafka will never take one of them.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.isClosed) return Promise.reject(new KafkaUnavailable('The producer is disconnected'));
    return this.loopOf(topic).send(messages);
  }

  /** Whether sending worked the last time and is not stuck. An idle producer does not notice that a broker went away. */
  isHealthy(): boolean {
    return !this.isClosed && [...this.loops.values()].every((loop) => loop.isWell);
  }

  /** Waits for what is under way, about 5 s at most, and disconnects. */
  async disconnect(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.loops.values()].map((loop) => loop.close()));
  }

  private loopOf(topic: string): SendLoop {
    const known = this.loops.get(topic);
    if (known) return known;
    const loop = new SendLoop({ connect: () => this.newClient(topic) });
    this.loops.set(topic, loop);
    return loop;
  }

  private async newClient(topic: string): Promise<SendClient> {
    const retry = { ...retryEverySecond, retries };
    const producer = createKafka(this.settings, retry).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: stablePartitioner,
      retry,
    });
    await producer.connect();
    return {
      send: async (messages) => {
        const copies = messages.map((message) => ({ ...message, headers: { ...message.headers } }));
        await producer.send({ topic, messages: copies, acks: allReplicas, timeout: requestTimeoutMs });
      },
      disconnect: () => producer.disconnect(),
    };
  }
}
