import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Clock } from '@threadline/platform';
import { runServices } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { EventHandler } from '../dispatch/event-handler.js';
import { AppLogger } from '../resources/app-logger.js';
import { RunEvents } from './run-events.js';

/** Who acts on the events that the dispatcher reads. */
@Module({
  providers: [
    {
      provide: EventHandler,
      inject: [DataSource, Client, Clock, AppLogger],
      useFactory: (dataSource: DataSource, client: Client, clock: Clock, { log }: AppLogger) => {
        const onCallFailure = (err: unknown) => log.warn({ err }, 'Temporal did not take a call; the relay repeats it');
        return new RunEvents(runServices({ dataSource, client, onCallFailure }), dataSource, clock);
      },
    },
  ],
  exports: [EventHandler],
})
export class HandlingModule {}
