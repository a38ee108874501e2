import type { Provider } from '@nestjs/common';
import type { Logger, Registry } from '@threadline/platform';
import { Housekeeping, retentionChores } from '@threadline/runs';
import { DataSource } from 'typeorm';
import { HousekeepingWork } from './activities/housekeeping.activities.js';

/** The chores of the house. A feature's own are added to this list. */
export const housekeepingProviders = (watching: { logger: Logger; registry: Registry }): Provider[] => [
  {
    provide: Housekeeping,
    inject: [DataSource],
    useFactory: (dataSource: DataSource) => new Housekeeping([...retentionChores(dataSource)]),
  },
  {
    provide: HousekeepingWork,
    inject: [Housekeeping],
    useFactory: (housekeeping: Housekeeping) => new HousekeepingWork(housekeeping, watching),
  },
];
