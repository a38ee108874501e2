import { Module } from '@nestjs/common';
import { Automations, Publishing } from '@threadline/automations';
import { DataSource } from 'typeorm';
import { TemplatesModule } from '../templates/templates.module.js';
import { AutomationSaving } from './automation-saving.js';
import { AutomationsController } from './automations.controller.js';

@Module({
  imports: [TemplatesModule],
  controllers: [AutomationsController],
  providers: [
    AutomationSaving,
    { provide: Automations, inject: [DataSource], useFactory: (dataSource: DataSource) => new Automations(dataSource) },
    { provide: Publishing, inject: [DataSource], useFactory: (dataSource: DataSource) => new Publishing(dataSource) },
  ],
})
export class AutomationsModule {}
