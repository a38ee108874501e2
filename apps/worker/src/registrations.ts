import { ScheduleOverlapPolicy } from '@temporalio/client';
import {
  housekeepingType,
  taskQueue,
  type HousekeepingActivities,
  type HousekeepingInput,
  type RunActivities,
  type RunDecisions,
} from '@threadline/contracts';
import type { WorkflowSchedule } from '@threadline/platform';
import type { HousekeepingWork } from './activities/housekeeping.activities.js';
import type { RunWork } from './activities/run.activities.js';
import { whileBeating } from './while-beating.js';

/** Everything workflows may ask of the worker. An activity that is forgotten here does not compile. */
export type Activities = RunDecisions & RunActivities & HousekeepingActivities;

export const activitiesOf = (runs: RunWork, { doChore }: HousekeepingWork): Activities => ({
  advanceRun: runs.advanceRun,
  sendMessage: whileBeating(runs.sendMessage),
  performCall: whileBeating(runs.performCall),
  doChore,
});

/** A round that was missed for longer than this is not made up for: the next one does its work. */
const catchupWindow = '1m';

/** What Temporal starts again and again. The worker tells it so whenever it starts. */
export const schedulesOf = (chores: string[]): WorkflowSchedule[] => [
  {
    scheduleId: housekeepingType,
    spec: { intervals: [{ every: '1m' }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    action: {
      type: 'startWorkflow',
      workflowType: housekeepingType,
      workflowId: housekeepingType,
      taskQueue: taskQueue.runs,
      args: [{ chores } satisfies HousekeepingInput],
    },
  },
];
