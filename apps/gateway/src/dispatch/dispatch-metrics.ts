import { Injectable } from '@nestjs/common';
import type { KafkaConsumer } from '@threadline/kafka';
import { Counter, Gauge, Registry } from '@threadline/platform';

/** What dispatch tells about itself under `/metrics`. */
@Injectable()
export class DispatchMetrics {
  readonly consumed: Counter<'topic'>;
  readonly deadLettered: Counter<'code'>;
  readonly deduplicated: Counter;
  readonly unheard: Counter;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.consumed = new Counter({
      name: 'threadline_dispatch_consumed_total',
      help: 'Messages read from Kafka, repeats included',
      labelNames: ['topic'],
      registers,
    });
    this.deadLettered = new Counter({
      name: 'threadline_dispatch_dead_lettered_total',
      help: 'Messages that went to the dead letters, by reason',
      labelNames: ['code'],
      registers,
    });
    this.deduplicated = new Counter({
      name: 'threadline_dispatch_deduplicated_total',
      help: 'Events dropped because they were handled before',
      registers,
    });
    this.unheard = new Counter({
      name: 'threadline_dispatch_unheard_total',
      help: 'Events dropped because no automation listens to them and nothing of them is stored',
      registers,
    });
  }

  /** Reads in-flight and lag from the consumer whenever metrics are asked for; a lag Kafka does not tell now is left out. */
  observe(consumer: Pick<KafkaConsumer, 'inFlight' | 'lag'>): void {
    const registers = [this.registry];
    new Gauge({
      name: 'threadline_dispatch_in_flight',
      help: 'Messages being handled',
      registers,
      collect() {
        this.set(consumer.inFlight);
      },
    });
    new Gauge({
      name: 'threadline_dispatch_lag',
      help: 'Messages stored in Kafka and not yet handled',
      labelNames: ['topic'],
      registers,
      async collect() {
        this.reset();
        const lags = await consumer.lag().catch(() => new Map<string, number>());
        for (const [topic, lag] of lags) this.set({ topic }, lag);
      },
    });
  }
}
