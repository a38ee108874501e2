import type { EnterDatesInput, EnterScheduledInput, EntryActivities, EntryPage } from '@threadline/contracts';
import type { Clock } from '@threadline/platform';
import type { DateEntries, ScheduledEntries } from '@threadline/runs';
import { forHistory } from './for-history.js';

/** What schedules and sweeps ask of the worker: pages of contacts that enter. */
export class EntryWork implements EntryActivities {
  constructor(
    private readonly entries: {
      scheduled: Pick<ScheduledEntries, 'enterPage'>;
      dates: Pick<DateEntries, 'enterPage'>;
    },
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  enterScheduled = (input: EnterScheduledInput): Promise<EntryPage> =>
    this.entries.scheduled.enterPage(input, this.clock.now()).catch((error: unknown) => this.rethrow(error));

  enterDates = (input: EnterDatesInput): Promise<EntryPage> =>
    this.entries.dates.enterPage(input, this.clock.now()).catch((error: unknown) => this.rethrow(error));

  private rethrow(error: unknown): never {
    this.onFailure(error);
    throw forHistory(error);
  }
}
