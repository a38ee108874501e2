import { Module } from '@nestjs/common';
import { Connections } from '@threadline/connections';
import { Clock, SecretBox } from '@threadline/platform';
import { DataSource } from 'typeorm';
import { ConnectionsController } from './connections.controller.js';

@Module({
  controllers: [ConnectionsController],
  providers: [
    {
      provide: Connections,
      inject: [DataSource, SecretBox, Clock],
      useFactory: (dataSource: DataSource, box: SecretBox, clock: Clock) => new Connections(dataSource, box, clock),
    },
  ],
})
export class ConnectionsModule {}
