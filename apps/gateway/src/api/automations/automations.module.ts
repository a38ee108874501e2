import { Module } from '@nestjs/common';
import { Automations, Publishing } from '@threadline/automations';
import { DataSource } from 'typeorm';
import { AutomationsController } from './automations.controller.js';

@Module({
  controllers: [AutomationsController],
  providers: [
    { provide: Automations, inject: [DataSource], useFactory: (dataSource: DataSource) => new Automations(dataSource) },
    { provide: Publishing, inject: [DataSource], useFactory: (dataSource: DataSource) => new Publishing(dataSource) },
  ],
})
export class AutomationsModule {}
