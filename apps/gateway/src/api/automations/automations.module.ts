import { Module } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { Automations, AutomationSchedules, OptOutConfirmations, Publishing } from '@threadline/automations';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../resources/app-logger.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { AutomationSaving } from './automation-saving.js';
import { AutomationsController } from './automations.controller.js';

@Module({
  imports: [TemplatesModule],
  controllers: [AutomationsController],
  providers: [
    AutomationSaving,
    { provide: Automations, inject: [DataSource], useFactory: (dataSource: DataSource) => new Automations(dataSource) },
    {
      provide: AutomationSchedules,
      inject: [DataSource, Client, AppLogger],
      useFactory: (dataSource: DataSource, client: Client, { log }: AppLogger) => {
        const onCallFailure = (err: unknown) =>
          log.warn({ err }, 'Temporal did not take schedules; the relay repeats it');
        return new AutomationSchedules(dataSource, client, { onCallFailure });
      },
    },
    {
      provide: Publishing,
      inject: [DataSource, AutomationSchedules],
      useFactory: (dataSource: DataSource, schedules: AutomationSchedules) => new Publishing(dataSource, schedules),
    },
    {
      provide: OptOutConfirmations,
      inject: [DataSource, Publishing],
      useFactory: (dataSource: DataSource, publishing: Publishing) => new OptOutConfirmations(dataSource, publishing),
    },
  ],
  exports: [OptOutConfirmations],
})
export class AutomationsModule {}
