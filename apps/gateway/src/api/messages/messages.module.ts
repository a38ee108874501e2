import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { runServices, Settling } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../resources/app-logger.js';
import { RoutingController } from './routing.controller.js';
import { RoutingService } from './routing.service.js';
import { SettlingController } from './settling.controller.js';

@Module({
  controllers: [RoutingController, SettlingController],
  providers: [
    RoutingService,
    {
      provide: Settling,
      inject: [DataSource, Client, AppLogger],
      useFactory: (dataSource: DataSource, client: Client, { log }: AppLogger) => {
        const onCallFailure = (err: unknown) => log.warn({ err }, 'Temporal did not take a call; the relay repeats it');
        return runServices({ dataSource, client, onCallFailure }).settling;
      },
    },
  ],
})
export class MessagesModule {}
