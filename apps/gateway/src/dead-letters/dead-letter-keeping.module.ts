import { Module, type DynamicModule } from '@nestjs/common';
import type { KafkaSettings } from '@threadline/kafka';
import { DeadLetterKeeper, KeeperOptions } from './dead-letter-keeper.js';

/** Makes dead letters visible. */
@Module({})
export class DeadLetterKeepingModule {
  static register(kafka: KafkaSettings): DynamicModule {
    return {
      module: DeadLetterKeepingModule,
      providers: [{ provide: KeeperOptions, useValue: new KeeperOptions(kafka) }, DeadLetterKeeper],
    };
  }
}
