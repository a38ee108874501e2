import { Module, type DynamicModule } from '@nestjs/common';
import type { Env } from '../../env.schema.js';
import { TemporalAddress } from './run.view.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';

@Module({})
export class RunsModule {
  static register({ TEMPORAL_NAMESPACE, TEMPORAL_UI_URL }: Env): DynamicModule {
    return {
      module: RunsModule,
      controllers: [RunsController],
      providers: [
        RunsService,
        { provide: TemporalAddress, useValue: new TemporalAddress(TEMPORAL_NAMESPACE, TEMPORAL_UI_URL) },
      ],
    };
  }
}
