import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Chats, runServices } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../resources/app-logger.js';
import { ConversationsController } from './conversations.controller.js';
import { ConversationsService } from './conversations.service.js';

@Module({
  controllers: [ConversationsController],
  providers: [
    ConversationsService,
    {
      provide: Chats,
      inject: [DataSource, Client, AppLogger],
      useFactory: (dataSource: DataSource, client: Client, { log }: AppLogger) => {
        const onCallFailure = (err: unknown) => log.warn({ err }, 'Temporal did not take a call; the relay repeats it');
        return runServices({ dataSource, client, onCallFailure }).chats;
      },
    },
  ],
})
export class ConversationsModule {}
