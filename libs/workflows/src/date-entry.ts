import { continueAsNew } from '@temporalio/workflow';
import type { DateEntryInput, EntryCount } from '@threadline/contracts/workflows';
import { entries, takePages } from './entry-pages.js';

/** A sweep: whoever has a date in a field that has arrived since the last one enters. */
export async function dateEntry(input: DateEntryInput = {}): Promise<EntryCount> {
  const { cursor, counted } = await takePages(input, (from) => entries.enterDates(from));
  return cursor === undefined ? counted : continueAsNew<typeof dateEntry>({ cursor, counted });
}
