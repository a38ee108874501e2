/**
 * What starts `scheduledEntry`: a schedule's occasion has come, and its audience is to enter. `occasion` (ISO 8601) is the time the
 * schedule meant, `cursor` where an earlier history has stopped; both are absent when Temporal's schedule starts it.
 */
export interface ScheduledEntryInput {
  workspaceId: string;
  automationId: string;
  triggerId: string;
  occasion?: string;
  cursor?: string;
  counted?: EntryCount;
}

/** How many contacts a trigger has let in or keeps at the door, and how many the entry rules have refused. */
export interface EntryCount {
  entered: number;
  refused: number;
}

/** One page of a schedule's audience; without a cursor the first. */
export interface EnterScheduledInput {
  workspaceId: string;
  automationId: string;
  triggerId: string;
  /** The time the schedule meant, ISO 8601: a contact enters once for it. */
  occasion: string;
  cursor?: string;
}

/** What starts `dateEntry`; `cursor` is where an earlier history has stopped. */
export interface DateEntryInput {
  cursor?: string;
  counted?: EntryCount;
}

/** One page of the dates that have arrived since the last sweep; without a cursor the first. */
export interface EnterDatesInput {
  cursor?: string;
}

/** What became of a page. Without a cursor it was the last. */
export interface EntryPage extends EntryCount {
  cursor?: string;
}

/** Lets many contacts enter, a page at a time. A page that is repeated lets nobody enter twice. */
export interface EntryActivities {
  enterScheduled(input: EnterScheduledInput): Promise<EntryPage>;
  enterDates(input: EnterDatesInput): Promise<EntryPage>;
}

export const scheduledEntryType = 'scheduledEntry';
export const dateEntryType = 'dateEntry';

/** The id in Temporal of the schedule of a trigger; the workflows it starts have it with their time. */
export const triggerScheduleId = (automationId: string, triggerId: string): string =>
  `schedule/${automationId}/${triggerId}`;

/** Occasions and dates that are later than this, because Temporal or the workers were away, are left out: 12 hours. */
export const catchUpMs = 12 * 60 * 60 * 1_000;
