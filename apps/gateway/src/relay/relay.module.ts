import { Module } from '@nestjs/common';
import { AutomationSchedules } from '@threadline/automations';
import { KafkaProducer } from '@threadline/kafka';
import { OutboxRelay, TemporalRuns } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { Client } from '@temporalio/client';
import { AppLogger } from '../resources/app-logger.js';
import { RelayMetrics } from './relay-metrics.js';
import { Relays } from './relays.js';

/** Carries what transactions owe: events to Kafka, calls and schedules to Temporal. */
@Module({
  providers: [
    {
      provide: OutboxRelay,
      inject: [DataSource, KafkaProducer],
      useFactory: (dataSource: DataSource, producer: KafkaProducer) => new OutboxRelay(dataSource, producer),
    },
    {
      provide: TemporalRuns,
      inject: [DataSource, Client],
      useFactory: (dataSource: DataSource, client: Client) => new TemporalRuns(dataSource, client),
    },
    {
      provide: AutomationSchedules,
      inject: [DataSource, Client],
      useFactory: (dataSource: DataSource, client: Client) => new AutomationSchedules(dataSource, client),
    },
    {
      provide: Relays,
      inject: [OutboxRelay, TemporalRuns, AutomationSchedules, AppLogger],
      useFactory: (outbox: OutboxRelay, temporal: TemporalRuns, schedules: AutomationSchedules, { log }: AppLogger) =>
        new Relays({ outbox, temporal, schedules }, log),
    },
    RelayMetrics,
  ],
})
export class RelayModule {}
