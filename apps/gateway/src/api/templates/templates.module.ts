import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Clock } from '@threadline/platform';
import { runServices } from '@threadline/runs';
import { Templates, TemplateSync } from '@threadline/templates';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../resources/app-logger.js';
import { TemplateLife } from './template-life.service.js';
import { TemplatesController } from './templates.controller.js';

@Module({
  controllers: [TemplatesController],
  providers: [
    {
      provide: Templates,
      inject: [DataSource, Clock, WhatsAppClient],
      useFactory: (dataSource: DataSource, clock: Clock, whatsapp: WhatsAppClient) =>
        new Templates(dataSource, clock, whatsapp),
    },
    {
      provide: TemplateLife,
      inject: [DataSource, Clock, Templates, WhatsAppClient, Client, AppLogger],
      useFactory: (
        dataSource: DataSource,
        clock: Clock,
        templates: Templates,
        whatsapp: WhatsAppClient,
        client: Client,
        { log }: AppLogger,
      ) => {
        const onCallFailure = (err: unknown) => log.warn({ err }, 'Temporal did not take a call; the relay repeats it');
        const changes = runServices({ dataSource, client, onCallFailure }).templateChanges;
        return new TemplateLife({ dataSource, clock, templates, changes, sync: new TemplateSync(whatsapp) });
      },
    },
  ],
  exports: [Templates],
})
export class TemplatesModule {}
