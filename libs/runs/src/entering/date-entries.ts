import { catchUpMs, type EnterDatesInput, type EntryPage } from '@threadline/contracts';
import { noteSwept, sweptUntil } from '@threadline/persistence';
import type { Workbench } from '../work.js';
import { cursorOf, placeAt, type DatesPage, type Place } from './dates-page.js';
import type { PageEntries } from './page-entries.js';

const sweep = 'dates';

/**
 * Sweeps through time: lets those enter who have a date in a field whose moment has come since the last sweep. Nothing is armed
 * beforehand, so a contact, a field, a zone or an automation that changes a moment before counts as it is then.
 */
export class DateEntries {
  constructor(
    private readonly workbench: Workbench,
    private readonly parts: { page: DatesPage; pages: PageEntries },
  ) {}

  /**
   * The next page of a sweep, which begins where the last sweep has ended, at most 12 hours ago. A moment that was over when the
   * automation was enabled does not come; a contact enters once for a day, whatever moves its moment.
   */
  async enterPage({ cursor }: EnterDatesInput, now: number): Promise<EntryPage> {
    const place = cursor === undefined ? await this.begin(now) : placeAt(cursor);
    if (!place) return { entered: 0, refused: 0 };
    const { called, next } = await this.workbench.run(now, (work) => this.parts.page.at(work, place));
    const count = await this.parts.pages.enter(called, now);
    if (next) return { ...count, cursor: cursorOf(next) };
    await this.workbench.run(now, ({ tx }) => noteSwept(tx, sweep, place.to));
    return count;
  }

  /** The very first sweep has nothing behind it. */
  private begin(now: number): Promise<Place | undefined> {
    return this.workbench.run(now, async ({ tx }) => {
      const from = await sweptUntil(tx, sweep);
      if (from === undefined) await noteSwept(tx, sweep, now);
      return from === undefined || from >= now ? undefined : { from: Math.max(from, now - catchUpMs), to: now };
    });
  }
}
