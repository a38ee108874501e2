import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
export type HistoryEvent = NonNullable<History['events']>[number];

const suffix = 'EventAttributes';

/** What kind of event it is, such as `timerStarted`. */
export function kindOf(event: HistoryEvent): string {
  const key = Object.keys(event).find((name) => name.endsWith(suffix));
  return key === undefined ? 'unknown' : key.slice(0, -suffix.length);
}

/** The line for people at an event, such as what a timer is for. */
export function summaryOf({ userMetadata }: HistoryEvent): unknown {
  return userMetadata?.summary ? defaultPayloadConverter.fromPayload(userMetadata.summary) : undefined;
}

export async function eventsOf(handle: WorkflowHandle): Promise<HistoryEvent[]> {
  return (await handle.fetchHistory()).events ?? [];
}

/** The kinds of a run's events so far, in order. */
export async function kindsOf(handle: WorkflowHandle): Promise<string[]> {
  return (await eventsOf(handle)).map(kindOf);
}

export async function countOf(handle: WorkflowHandle, kind: string): Promise<number> {
  return (await kindsOf(handle)).filter((found) => found === kind).length;
}
