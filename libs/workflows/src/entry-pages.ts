import { proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { EntryActivities, EntryCount, EntryPage } from '@threadline/contracts/workflows';

/** No total bound: an outage is waited for. A page takes seconds; one whose worker has died is noticed by its missing heartbeat. */
export const entries = proxyActivities<EntryActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '60s' },
});

/** Where a walk through pages stands. */
export interface Walk {
  cursor?: string;
  counted: EntryCount;
}

/**
 * Takes page after page until the last, or until the history has grown so long that the server asks for a new one: then the cursor
 * says where that one begins.
 */
export async function takePages(
  walk: Partial<Walk>,
  take: (cursor: { cursor?: string }) => Promise<EntryPage>,
): Promise<Walk> {
  const counted = { entered: 0, refused: 0, ...walk.counted };
  let from = at(walk.cursor);
  do {
    const { entered, refused, cursor } = await take(from);
    counted.entered += entered;
    counted.refused += refused;
    from = at(cursor);
    setCurrentDetails(`**${counted.entered}** entered, ${counted.refused} refused`);
  } while (from.cursor !== undefined && !workflowInfo().continueAsNewSuggested);
  return { ...from, counted };
}

const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
