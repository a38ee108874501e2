import { ScheduleOverlapPolicy } from '@temporalio/client';
import {
  dateEntryType,
  housekeepingType,
  taskQueue,
  type DateEntryInput,
  type EntryActivities,
  type HousekeepingActivities,
  type HousekeepingInput,
  type RunActivities,
  type RunDecisions,
} from '@threadline/contracts';
import type { WorkflowSchedule } from '@threadline/platform';
import type { EntryWork } from './activities/entry.activities.js';
import type { HousekeepingWork } from './activities/housekeeping.activities.js';
import type { RunWork } from './activities/run.activities.js';
import { whileBeating } from './while-beating.js';

/** Everything workflows may ask of the worker. An activity that is forgotten here does not compile. */
export type Activities = RunDecisions & RunActivities & EntryActivities & HousekeepingActivities;

/** Who does the work. */
export interface Workers {
  runs: RunWork;
  entries: EntryWork;
  chores: HousekeepingWork;
}

export const activitiesOf = ({ runs, entries, chores }: Workers): Activities => ({
  advanceRun: runs.advanceRun,
  sendMessage: whileBeating(runs.sendMessage),
  performCall: whileBeating(runs.performCall),
  enterScheduled: whileBeating(entries.enterScheduled),
  enterDates: whileBeating(entries.enterDates),
  doChore: chores.doChore,
});

/** A round that was missed for longer than this is not made up for: the next one does its work. */
const catchupWindow = '1m';

/** What Temporal starts again and again, for the whole system. The worker tells it so whenever it starts. */
export const schedulesOf = (chores: string[]): WorkflowSchedule[] => [
  everyMinute(housekeepingType, [{ chores } satisfies HousekeepingInput]),
  everyMinute(dateEntryType, [{} satisfies DateEntryInput]),
];

function everyMinute(workflowType: string, args: object[]): WorkflowSchedule {
  return {
    scheduleId: workflowType,
    spec: { intervals: [{ every: '1m' }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    action: { type: 'startWorkflow', workflowType, workflowId: workflowType, taskQueue: taskQueue.runs, args },
  };
}
