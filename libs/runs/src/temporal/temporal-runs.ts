import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { automationRunType, searchAttribute, taskQueue, type RunInput } from '@threadline/contracts';
import { overdueCalls, settleCalls, type Owed, type OwedRow } from '@threadline/persistence';
import type { DataSource } from 'typeorm';

const attribute = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const deadlineMs = 5_000;
/** Calls for different runs; those for one run keep their order. */
const callsAtOnce = 8;
const restAfterFailureMs = 1_000;

/** `onCallFailure` hears of calls that are left to the relay. */
export interface TemporalRunsOptions {
  onCallFailure?: (error: unknown) => void;
  /** The queue whose workers drive the runs. */
  taskQueue?: string;
}

/**
 * Makes the calls to Temporal that transactions owe: starting a run's workflow and ringing it. Both are idempotent, and a bell
 * that is lost or repeated loses or repeats nothing, because what it means stands in Postgres.
 */
export class TemporalRuns {
  private restingUntil = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly client: Client,
    private readonly options: TemporalRunsOptions = {},
  ) {}

  /** Makes the calls now if Temporal is there; what fails is left to {@link deliverOverdue}. Never throws. */
  async tryDeliver(rows: readonly OwedRow[]): Promise<void> {
    if (rows.length === 0 || Date.now() < this.restingUntil) return;
    try {
      await this.deliver(rows);
    } catch (error) {
      this.restingUntil = Date.now() + restAfterFailureMs;
      this.options.onCallFailure?.(error);
    }
  }

  /** Makes calls that are still owed a while after their commit. Returns how many; throws when Temporal is away. */
  async deliverOverdue(olderThanMs: number, limit = 500): Promise<number> {
    const rows = await overdueCalls(this.dataSource.manager, olderThanMs, limit);
    await this.deliver(rows);
    return rows.length;
  }

  private async deliver(rows: readonly OwedRow[]): Promise<void> {
    const made: number[] = [];
    const runs = byRun(rows).values();
    const callers = Array.from({ length: callsAtOnce }, async () => {
      for (const calls of runs) for (const row of calls) made.push(await this.make(row));
    });
    const ends = await Promise.allSettled(callers);
    await settleCalls(this.dataSource.manager, made);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async make({ id, runId, owed }: OwedRow): Promise<number> {
    await this.client.withDeadline(Date.now() + deadlineMs, () => this.call(runId, owed));
    return id;
  }

  private call(runId: string, owed: Owed): Promise<void> {
    return owed.kind === 'start' ? this.start(runId, owed) : this.ring(owed);
  }

  private async start(runId: string, owed: Extract<Owed, { kind: 'start' }>): Promise<void> {
    const input: RunInput = { runId, epoch: owed.epoch, seenRevision: 0 };
    try {
      await this.client.workflow.start(automationRunType, {
        workflowId: owed.workflowId,
        taskQueue: this.options.taskQueue ?? taskQueue.runs,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        staticSummary: owed.summary,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: attribute(searchAttribute.workspaceId), value: owed.workspaceId },
          { key: attribute(searchAttribute.automationId), value: owed.automationId },
          { key: attribute(searchAttribute.automationVersion), value: String(owed.version) },
          { key: attribute(searchAttribute.contactId), value: owed.contactId },
        ]),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  private async ring(owed: Extract<Owed, { kind: 'ring' }>): Promise<void> {
    try {
      await this.client.workflow.getHandle(owed.workflowId).signal(owed.signal, owed.bell);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}

function byRun(rows: readonly OwedRow[]): Map<string, OwedRow[]> {
  const runs = new Map<string, OwedRow[]>();
  for (const row of rows) runs.set(row.runId, [...(runs.get(row.runId) ?? []), row]);
  return runs;
}
