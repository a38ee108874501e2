import type { Provider } from '@nestjs/common';
import type { Logger, Registry } from '@threadline/platform';
import { Client } from '@temporalio/client';
import { publishApproved } from '@threadline/automations';
import { Housekeeping, retentionChores, runServices } from '@threadline/runs';
import { WhatsAppClient } from '@threadline/whatsapp';
import { DataSource } from 'typeorm';
import { syncTemplates } from './activities/sync-templates.chore.js';
import { HousekeepingWork } from './activities/housekeeping.activities.js';

/** The chores of the house. A feature's own are added to this list. */
export const housekeepingProviders = (watching: { logger: Logger; registry: Registry }): Provider[] => [
  {
    provide: Housekeeping,
    inject: [DataSource, Client, WhatsAppClient],
    useFactory: (dataSource: DataSource, client: Client, whatsapp: WhatsAppClient) =>
      new Housekeeping([
        syncTemplates(dataSource, { changes: runServices({ dataSource, client }).templateChanges, whatsapp }),
        publishApproved(dataSource),
        ...retentionChores(dataSource),
      ]),
  },
  {
    provide: HousekeepingWork,
    inject: [Housekeeping],
    useFactory: (housekeeping: Housekeeping) => new HousekeepingWork(housekeeping, watching),
  },
];
