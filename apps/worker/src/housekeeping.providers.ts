import type { Provider } from '@nestjs/common';
import { publishApproved } from '@threadline/automations';
import type { Logger, Registry } from '@threadline/platform';
import { Housekeeping, type RunServices } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { HousekeepingWork } from './activities/housekeeping.activities.js';
import { syncTemplates } from './activities/sync-templates.chore.js';
import { runServicesToken } from './run.providers.js';

/** The chores of the house. A feature's own are added to this list. */
export const housekeepingProviders = (watching: { logger: Logger; registry: Registry }): Provider[] => [
  {
    provide: Housekeeping,
    inject: [DataSource, runServicesToken, WhatsAppClient],
    useFactory: (dataSource: DataSource, { chores, templateChanges }: RunServices, whatsapp: WhatsAppClient) =>
      new Housekeeping([
        ...chores,
        syncTemplates(dataSource, { changes: templateChanges, whatsapp }),
        publishApproved(dataSource),
      ]),
  },
  {
    provide: HousekeepingWork,
    inject: [Housekeeping],
    useFactory: (housekeeping: Housekeeping) => new HousekeepingWork(housekeeping, watching),
  },
];
