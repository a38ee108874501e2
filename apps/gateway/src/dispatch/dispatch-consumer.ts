import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { KafkaConsumer } from '@threadline/kafka';
import type { HealthCheck } from '@threadline/platform';
import { DispatchMetrics } from './dispatch-metrics.js';
import { DispatchOptions } from './dispatch-options.js';
import { EventDispatcher } from './event-dispatcher.js';

/** Carries batches from Kafka to the dispatcher while the app runs. */
@Injectable()
export class DispatchConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly consumer: KafkaConsumer;

  constructor(
    private readonly dispatcher: EventDispatcher,
    private readonly options: DispatchOptions,
    metrics: DispatchMetrics,
  ) {
    this.consumer = new KafkaConsumer(options.kafka);
    metrics.observe(this.consumer);
  }

  /** Does not wait for Kafka, so that the app starts while Kafka is away. */
  onApplicationBootstrap(): void {
    const { groupId, topics, concurrency } = this.options;
    void this.consumer.run({
      groupId,
      topics,
      partitionsConcurrently: concurrency,
      handle: (batch) => this.dispatcher.handle(batch),
      onFatal: (error) => this.end(error),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.consumer.stop();
  }

  /** Whether the consumer group knows this process. */
  healthCheck(): HealthCheck {
    const check = () =>
      this.consumer.isHealthy() ? Promise.resolve() : Promise.reject(new Error('not a member of the consumer group'));
    return { name: 'kafka consumer', check };
  }

  /** Ends the app through its own shutdown, so that an orchestrator starts it anew. */
  private end(err: Error): void {
    this.options.kafka.logger.fatal({ err }, 'the consumer has given up');
    process.kill(process.pid, 'SIGTERM');
  }
}
