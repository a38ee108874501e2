import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { runServices, Settling } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../resources/app-logger.js';
import { SettlingController } from './settling.controller.js';

@Module({
  controllers: [SettlingController],
  providers: [
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
export class SettlingModule {}
