import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, ConsumerCrashEvent } from 'kafkajs';
import { lagOf } from '../client/kafka-admin.js';
import { createKafka, retryEverySecond, type KafkaSettings } from '../client/kafka-client.js';
import { BatchHandling } from './batch-handling.js';
import type { ConsumerRun } from './consumer-run.js';

const sessionTimeoutMs = 6_000;
const oneMegabyte = 1024 * 1024;
const startPatienceMs = 5_000;

/** Member of a consumer group: ordered batches, at least once, never skipping a message. It runs once. */
export class KafkaConsumer {
  private consumer: Consumer | undefined;
  private handling: BatchHandling | undefined;
  private options: ConsumerRun | undefined;
  private starting: Promise<void> | undefined;
  private isStopping = false;
  private lastBeatAt = 0;

  constructor(private readonly settings: KafkaSettings) {}

  /** Resolves once the consumer has joined its group; while Kafka is away it keeps trying. */
  async run(options: ConsumerRun): Promise<void> {
    if (this.options) throw new Error('A consumer runs once');
    this.options = options;
    this.consumer = createKafka(this.settings).consumer({
      groupId: options.groupId,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: 500,
      rebalanceTimeout: 6_000,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: 5 * oneMegabyte,
      maxBytes: 20 * oneMegabyte,
      allowAutoTopicCreation: false,
      retry: { ...retryEverySecond, restartOnFailure: () => Promise.resolve(true) },
    });
    this.handling = new BatchHandling(options, this.consumer, this.settings.logger);
    this.listen(this.consumer, this.handling, options);
    this.starting = this.start(this.consumer, this.handling, options);
    await this.starting;
  }

  /** Stops fetching after the batches under way; the membership stays. */
  pause(): void {
    this.handling?.pause();
  }

  /** Goes on after {@link pause}. */
  resume(): void {
    this.handling?.resume();
  }

  /** How many messages are with the handler now. */
  get inFlight(): number {
    return this.handling?.inFlight ?? 0;
  }

  /** Messages of each topic that the group has not committed. Asks the broker. */
  lag(): Promise<Map<string, number>> {
    const { groupId, topics } = this.running();
    return lagOf(this.settings, groupId, [...topics]);
  }

  /** Whether the group still knows this member. */
  isHealthy(): boolean {
    return !this.isStopping && Date.now() - this.lastBeatAt < sessionTimeoutMs;
  }

  /** Waits for the batches under way, commits them and leaves the group. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.handling?.stop();
    // kafkajs cannot stop a consumer that is joining; one that finds no broker is not waited for.
    await Promise.race([this.starting, pause(startPatienceMs, undefined, { ref: false })]);
    await this.consumer?.disconnect();
  }

  private async start(consumer: Consumer, handling: BatchHandling, options: ConsumerRun): Promise<void> {
    if (!(await this.subscribe(consumer, options))) return;
    try {
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: options.partitionsConcurrently ?? 6,
        eachBatch: handling.eachBatch,
      });
    } catch (error) {
      options.onFatal(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Tries until Kafka is there and knows the topics; false when it was stopped meanwhile. */
  private async subscribe(consumer: Consumer, { topics, groupId }: ConsumerRun): Promise<boolean> {
    while (!this.isStopping) {
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: [...topics], fromBeginning: true });
        return true;
      } catch (err) {
        this.settings.logger.warn({ err, groupId }, 'the consumer cannot start yet');
        await pause(1_000);
      }
    }
    return false;
  }

  private listen(consumer: Consumer, handling: BatchHandling, { groupId, onFatal }: ConsumerRun): void {
    const beat = () => (this.lastBeatAt = Date.now());
    consumer.on(consumer.events.HEARTBEAT, beat);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      beat();
      handling.assigned(payload.memberAssignment);
    });
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }: ConsumerCrashEvent) => {
      this.settings.logger.error({ err: error, groupId, restart }, 'the consumer crashed');
      if (!restart && !this.isStopping) onFatal(error);
    });
  }

  private running(): ConsumerRun {
    if (!this.options) throw new Error('The consumer does not run');
    return this.options;
  }
}
