import type { Chore } from '@threadline/contracts';
import { liveRunsAmong, suspectRuns, type SuspectRun } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import type { LostRuns } from '../restoring/lost-runs.js';
import type { RunWorkflows } from '../restoring/run-workflows.js';
import { oweRings } from '../temporal/owing.js';
import type { Workbench } from '../work.js';

/** Longer than a decision and its retries take while all is well. */
const overdueMs = 2 * 60_000;
/** Later than this a run that was terminated is noticed when its moment comes. */
const lookedBackMs = 60 * 60_000;
const runsOfTurn = 500;

/** What the sweeper works with. */
export interface Sweeping {
  dataSource: DataSource;
  workbench: Workbench;
  workflows: RunWorkflows;
  lostRuns: LostRuns;
}

/** Chores that find live runs nobody drives, and give them a new workflow. */
export const sweepingChores = (sweeping: Sweeping): Chore[] => [sweepSuspects(sweeping), restoreTerminated(sweeping)];

/** Runs whose moment or facts nobody has looked at for long: lost ones are restored, and idle ones rung once more. */
const sweepSuspects = ({ dataSource, workbench, lostRuns }: Sweeping): Chore => ({
  name: 'sweep-lost-runs',
  async turn({ now, after }) {
    const page = { after, limit: runsOfTurn };
    const suspects = await suspectRuns(dataSource.manager, { ...page, before: now - overdueMs });
    const { restored, older, idle } = await lostRuns.tend(suspects, now);
    const rung = await ringAgain(workbench, idle, now);
    const last = suspects.at(-1);
    const done = restored + older + rung;
    return suspects.length < runsOfTurn || !last ? { done } : { done, next: last.id };
  },
});

async function ringAgain(workbench: Workbench, idle: readonly SuspectRun[], now: number): Promise<number> {
  const overdue = idle.filter(({ isOverdue }) => isOverdue);
  const rung = overdue.map((run) => ({ run, bell: { signal: 'eventArrived', about: run.id } }) as const);
  await workbench.run(now, (work) => oweRings(work, rung));
  return overdue.length;
}

/** Runs whose workflow was just closed by force, such as by Terminate in Temporal UI: they go on, however far their moment is. */
const restoreTerminated = ({ dataSource, workflows, lostRuns }: Sweeping): Chore => ({
  name: 'restore-terminated-runs',
  async turn({ now, after }) {
    const until = after === undefined ? now : Number(after);
    const closed = await workflows.closedByForce({ since: now - lookedBackMs, until, limit: runsOfTurn });
    const epochs = new Map<string, number>();
    for (const { runId, epoch } of closed) epochs.set(runId, Math.max(epoch, epochs.get(runId) ?? 0));
    const live = await liveRunsAmong(dataSource.manager, [...epochs.keys()]);
    const lost = live.filter(({ id, epoch }) => epochs.get(id) === epoch);
    const { restored, older } = await lostRuns.tend(lost, now);
    const last = closed.at(-1);
    const done = restored + older;
    return closed.length < runsOfTurn || !last ? { done } : { done, next: String(last.closedAt) };
  },
});
