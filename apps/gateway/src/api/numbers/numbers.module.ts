import { Module } from '@nestjs/common';
import { SecretBox } from '@threadline/platform';
import { Numbers } from '@threadline/workspaces';
import { DataSource } from 'typeorm';
import { NumbersController } from './numbers.controller.js';

@Module({
  controllers: [NumbersController],
  providers: [
    {
      provide: Numbers,
      inject: [DataSource, SecretBox],
      useFactory: (dataSource: DataSource, box: SecretBox) => new Numbers(dataSource, box),
    },
  ],
})
export class NumbersModule {}
