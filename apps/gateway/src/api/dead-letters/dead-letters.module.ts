import { Module } from '@nestjs/common';
import { KafkaProducer } from '@threadline/kafka';
import { Clock } from '@threadline/platform';
import { DataSource } from 'typeorm';
import { Replaying } from '../../dead-letters/replaying.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLettersService } from './dead-letters.service.js';

@Module({
  controllers: [DeadLettersController],
  providers: [
    DeadLettersService,
    {
      provide: Replaying,
      inject: [DataSource, KafkaProducer, Clock],
      useFactory: (dataSource: DataSource, producer: KafkaProducer, clock: Clock) =>
        new Replaying(dataSource, producer, clock),
    },
  ],
})
export class DeadLettersModule {}
