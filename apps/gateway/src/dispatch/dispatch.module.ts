import { Module, type DynamicModule } from '@nestjs/common';
import { DeadLetters, KafkaProducer } from '@threadline/kafka';
import { Clock } from '@threadline/platform';
import { DispatchConsumer } from './dispatch-consumer.js';
import { DispatchMetrics } from './dispatch-metrics.js';
import { DispatchOptions } from './dispatch-options.js';
import { EventDispatcher } from './event-dispatcher.js';

/** Kafka's inbound topics → events → whoever handles them. Needs `KafkaProducer`, `Clock`, `Registry` and an `EventHandler`. */
@Module({})
export class DispatchModule {
  /** `imports` name the modules that export the `EventHandler` and what is not global. */
  static register(
    options: ConstructorParameters<typeof DispatchOptions>[0],
    imports: DynamicModule['imports'] = [],
  ): DynamicModule {
    return {
      module: DispatchModule,
      imports,
      providers: [
        { provide: DispatchOptions, useValue: new DispatchOptions(options) },
        {
          provide: DeadLetters,
          inject: [KafkaProducer, Clock, DispatchOptions],
          useFactory: (producer: KafkaProducer, clock: Clock, { deadLetterTopic }: DispatchOptions) =>
            new DeadLetters(producer, clock, deadLetterTopic),
        },
        DispatchMetrics,
        EventDispatcher,
        DispatchConsumer,
      ],
      exports: [DispatchConsumer],
    };
  }
}
