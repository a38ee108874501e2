import { isCancellation, proxyActivities } from '@temporalio/workflow';
import type { HousekeepingActivities, HousekeepingInput, HousekeepingReport } from '@threadline/contracts/workflows';

const { doChore } = proxyActivities<HousekeepingActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '1s', maximumAttempts: 3 },
});

/** What is left after so many turns is done in the next round, so that no chore keeps the others waiting. */
const mostTurns = 50;

/** One round of housekeeping, started by a schedule: every chore in its turn. One that fails holds up no other. */
export async function housekeeping({ chores }: HousekeepingInput): Promise<HousekeepingReport> {
  const report: HousekeepingReport = {};
  for (const chore of chores) report[chore] = await takeTurns(chore);
  return report;
}

async function takeTurns(chore: string): Promise<HousekeepingReport[string]> {
  let done = 0;
  let after: string | undefined;
  try {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      const did = await doChore({ chore, now: Date.now(), ...(after !== undefined && { after }) });
      done += did.done;
      if (did.next === undefined) break;
      after = did.next;
    }
    return { done };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { done, hasFailed: true };
  }
}
