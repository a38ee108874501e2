import {
  defaultPayloadConverter,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import {
  automationRunType,
  runIdInWorkflowId,
  runWorkflowId,
  type RunOutcome,
  type SendMessageInput,
  type SendMessageResult,
} from '@threadline/contracts';
import type { LiveRun } from '@threadline/persistence';
import { withDeadline } from '@threadline/platform';
import { epochOf } from '../temporal/temporal-runs.js';

/**
 * What Temporal knows of a live run's workflow: it is `driven`; `idle` when it is driven and nothing of it is under way; `lost`
 * when nobody drives it; `ended` when it has seen the run's end, which its row has not.
 */
export type Sighting = 'driven' | 'idle' | 'lost' | 'ended';

/** What the history of a run's workflow tells. */
export interface WorkflowStory {
  /** Temporal's word, such as `RUNNING`; `NOT_FOUND` when there is none. */
  status: string;
  startedAt?: Date;
  /** Ids of the messages that WhatsApp accepted, in the newest execution. */
  sent: string[];
}

type Named = Pick<LiveRun, 'id' | 'automationSlug'>;

const sideBySide = 10;
const closedByForce = `ExecutionStatus in ('Terminated', 'Failed', 'TimedOut', 'Canceled')`;

/** The workflows of runs, looked at from outside. Every method rejects while Temporal is away. */
export class RunWorkflows {
  constructor(private readonly client: Client) {}

  /** Looks at the workflows of runs, a few at a time. */
  async look<R extends Named>(runs: readonly R[]): Promise<{ run: R; sighting: Sighting }[]> {
    const seen: { run: R; sighting: Sighting }[] = [];
    const left = [...runs];
    const lookAtRest = async (): Promise<void> => {
      for (let run = left.shift(); run; run = left.shift()) seen.push({ run, sighting: await this.sightingOf(run) });
    };
    await Promise.all(Array.from({ length: sideBySide }, lookAtRest));
    return seen;
  }

  /** Executions that were closed by force between two moments (epoch milliseconds), the latest first, at most so many. */
  async closedByForce(given: {
    since: number;
    until: number;
    limit: number;
  }): Promise<{ runId: string; epoch: number; closedAt: number }[]> {
    const moments = [given.since, given.until].map((moment) => `'${new Date(moment).toISOString()}'`).join(' and ');
    const query = `WorkflowType = '${automationRunType}' and ${closedByForce} and CloseTime between ${moments}`;
    const found = [];
    for await (const execution of this.client.workflow.list({ query, pageSize: given.limit })) {
      const { workflowId, closeTime } = execution;
      found.push({ runId: runIdInWorkflowId(workflowId), epoch: epochOf(execution), closedAt: Number(closeTime) });
      if (found.length === given.limit) break;
    }
    return found;
  }

  /** What a run's workflow did, for people who must decide about the run. */
  storyOf(run: Named): Promise<WorkflowStory> {
    const handle = this.handleOf(run);
    return withDeadline(this.client, async () => {
      try {
        const { status, startTime } = await handle.describe();
        return { status: status.name, startedAt: startTime, sent: acceptedIn(await handle.fetchHistory()) };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return { status: 'NOT_FOUND', sent: [] };
        throw error;
      }
    });
  }

  private handleOf({ automationSlug, id }: Named) {
    return this.client.workflow.getHandle(runWorkflowId(automationSlug, id), undefined, { followRuns: false });
  }

  private sightingOf(run: Named): Promise<Sighting> {
    return withDeadline(this.client, async () => {
      try {
        const seen = await this.handleOf(run).describe();
        return await this.judge(run, seen);
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'lost';
        throw error;
      }
    });
  }

  private async judge(run: Named, { status, raw }: WorkflowExecutionDescription): Promise<Sighting> {
    switch (status.name) {
      case 'TERMINATED':
      case 'FAILED':
      case 'TIMED_OUT':
      case 'CANCELLED':
        return 'lost';
      case 'COMPLETED': {
        const { state } = (await this.handleOf(run).result()) as RunOutcome;
        return state === 'replaced' ? 'lost' : 'ended';
      }
      default:
        return raw.pendingWorkflowTask || raw.pendingActivities?.length ? 'driven' : 'idle';
    }
  }
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** Messages whose send ended with `accepted`. */
function acceptedIn({ events }: History): string[] {
  const asked = new Map<string, string>();
  const accepted: string[] = [];
  for (const event of events ?? []) {
    const { activityTaskScheduledEventAttributes: scheduled, activityTaskCompletedEventAttributes: completed } = event;
    if (scheduled?.activityType?.name === 'sendMessage') {
      const [input] = payloadsIn<SendMessageInput>(scheduled.input);
      if (input) asked.set(String(event.eventId), input.messageId);
    }
    const messageId = completed && asked.get(String(completed.scheduledEventId));
    if (messageId && payloadsIn<SendMessageResult>(completed.result)[0]?.outcome === 'accepted')
      accepted.push(messageId);
  }
  return accepted;
}

function payloadsIn<T>(given: { payloads?: Payload[] | null } | null | undefined): T[] {
  return (given?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload<T>(payload));
}
