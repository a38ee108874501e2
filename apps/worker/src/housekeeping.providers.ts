import type { Provider } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { publishApproved } from '@threadline/automations';
import type { Logger, Registry } from '@threadline/platform';
import { Housekeeping, runServices } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { HousekeepingWork } from './activities/housekeeping.activities.js';
import { syncTemplates } from './activities/sync-templates.chore.js';

/** The chores of the house. A feature's own are added to this list. */
export const housekeepingProviders = (watching: { logger: Logger; registry: Registry }): Provider[] => [
  {
    provide: Housekeeping,
    inject: [DataSource, Client, WhatsAppClient],
    useFactory: (dataSource: DataSource, client: Client, whatsapp: WhatsAppClient) => {
      const { chores, templateChanges } = runServices({ dataSource, client });
      return new Housekeeping([
        ...chores,
        syncTemplates(dataSource, { changes: templateChanges, whatsapp }),
        publishApproved(dataSource),
      ]);
    },
  },
  {
    provide: HousekeepingWork,
    inject: [Housekeeping],
    useFactory: (housekeeping: Housekeeping) => new HousekeepingWork(housekeeping, watching),
  },
];
