import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Contacts, runServices } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../resources/app-logger.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';

@Module({
  controllers: [ContactsController],
  providers: [
    ContactsService,
    {
      provide: Contacts,
      inject: [DataSource, Client, AppLogger],
      useFactory: (dataSource: DataSource, client: Client, { log }: AppLogger) => {
        const onCallFailure = (err: unknown) => log.warn({ err }, 'Temporal did not take a call; the relay repeats it');
        return runServices({ dataSource, client, onCallFailure }).contacts;
      },
    },
  ],
})
export class ContactsModule {}
