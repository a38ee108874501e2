import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { EntryCount, ScheduledEntryInput } from '@threadline/contracts/workflows';
import { entries, takePages } from './entry-pages.js';

/** A schedule's occasion: pages through its audience and lets everybody enter, once for this occasion. */
export async function scheduledEntry(input: ScheduledEntryInput): Promise<EntryCount> {
  const { workspaceId, automationId, triggerId, occasion = scheduledAt() } = input;
  const { cursor, counted } = await takePages(input, (from) =>
    entries.enterScheduled({ workspaceId, automationId, triggerId, occasion, ...from }),
  );
  if (cursor === undefined) return counted;
  return continueAsNew<typeof scheduledEntry>({ ...input, occasion, cursor, counted });
}

/** The time the schedule meant, which Temporal gives as a search attribute; whoever starts it by hand means now. */
function scheduledAt(): string {
  const { searchAttributes, startTime } = workflowInfo();
  const [meant] = searchAttributes['TemporalScheduledStartTime'] ?? [];
  return (meant instanceof Date ? meant : startTime).toISOString();
}
