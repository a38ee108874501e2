import { Module } from '@nestjs/common';
import { Templates } from '@threadline/templates';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { TemplatesController } from './templates.controller.js';

@Module({
  controllers: [TemplatesController],
  providers: [
    {
      provide: Templates,
      inject: [DataSource, WhatsAppClient],
      useFactory: (dataSource: DataSource, whatsapp: WhatsAppClient) => new Templates(dataSource, whatsapp),
    },
  ],
})
export class TemplatesModule {}
