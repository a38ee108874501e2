import type { Provider } from '@nestjs/common';
import { SystemClock, type Logger } from '@threadline/platform';
import type { RunServices } from '@threadline/runs';
import { EntryWork } from './activities/entry.activities.js';
import { runServicesToken } from './run.providers.js';

/** What schedules and sweeps ask for. */
export const entryProviders = ({ logger }: { logger: Logger }): Provider[] => [
  {
    provide: EntryWork,
    inject: [runServicesToken],
    useFactory: ({ scheduledEntries: scheduled, dateEntries: dates }: RunServices) =>
      new EntryWork({ scheduled, dates }, new SystemClock(), (err) =>
        logger.error({ err }, 'a page of entries failed; Temporal repeats it'),
      ),
  },
];
