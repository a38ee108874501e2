import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
  type Workflow,
} from '@temporalio/client';
import { withDeadline } from './connect-temporal.js';

/** A schedule that starts a workflow. */
export type WorkflowSchedule = ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>;

/**
 * Makes the schedule of an id what is told here, whether or not there is one. Somebody who has paused it in Temporal keeps it
 * paused. Rejects when Temporal is away.
 */
export async function putSchedule(client: Client, schedule: WorkflowSchedule): Promise<void> {
  try {
    await withDeadline(client, () => client.schedule.create(schedule));
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await withDeadline(client, () =>
      client.schedule.getHandle(schedule.scheduleId).update(({ state }) => ({ ...schedule, state })),
    );
  }
}

/** Removes the schedule of an id; one that is gone already is no matter. Rejects when Temporal is away. */
export async function dropSchedule(client: Client, scheduleId: string): Promise<void> {
  try {
    await withDeadline(client, () => client.schedule.getHandle(scheduleId).delete());
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
