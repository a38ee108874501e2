import { Module, type DynamicModule } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { ManualStarts, runServices } from '@threadline/runs';
import { DataSource } from 'typeorm';
import type { Env } from '../../env.schema.js';
import { AppLogger } from '../../resources/app-logger.js';
import { ManualRunsController } from './manual-runs.controller.js';
import { TemporalAddress } from './run.view.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';

@Module({})
export class RunsModule {
  static register({ TEMPORAL_NAMESPACE, TEMPORAL_UI_URL }: Env): DynamicModule {
    return {
      module: RunsModule,
      controllers: [RunsController, ManualRunsController],
      providers: [
        RunsService,
        {
          provide: ManualStarts,
          inject: [DataSource, Client, AppLogger],
          useFactory: (dataSource: DataSource, client: Client, { log }: AppLogger) => {
            const onCallFailure = (err: unknown) =>
              log.warn({ err }, 'Temporal did not take a call; the relay repeats it');
            return runServices({ dataSource, client, onCallFailure }).manualStarts;
          },
        },
        { provide: TemporalAddress, useValue: new TemporalAddress(TEMPORAL_NAMESPACE, TEMPORAL_UI_URL) },
      ],
    };
  }
}
