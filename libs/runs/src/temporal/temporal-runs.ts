import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  type WorkflowExecutionInfo,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { automationRunType, searchAttribute, signal, taskQueue, type RunInput } from '@threadline/contracts';
import { overdueCalls, settleCalls, type Owed, type OwedRow } from '@threadline/persistence';
import type { DataSource } from 'typeorm';

const attribute = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const deadlineMs = 5_000;
/** Calls for different runs; those for one run keep their order. */
const callsAtOnce = 8;
const firstEpoch = 1;
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
      for (const calls of runs) for (const row of calls) if (await this.make(row)) made.push(row.id);
    });
    const ends = await Promise.allSettled(callers);
    await settleCalls(this.dataSource.manager, made);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** Says whether the call is made for good. */
  private make({ runId, owed }: OwedRow): Promise<boolean> {
    const call = () => (owed.kind === 'start' ? this.start(runId, owed) : this.ring(owed));
    return this.client.withDeadline(Date.now() + deadlineMs, call);
  }

  private async start(runId: string, owed: Extract<Owed, { kind: 'start' }>): Promise<boolean> {
    const input: RunInput = { runId, epoch: owed.epoch, seenRevision: 0 };
    try {
      await this.client.workflow.start(automationRunType, {
        workflowId: owed.workflowId,
        taskQueue: this.options.taskQueue ?? taskQueue.runs,
        args: [input],
        // A later epoch takes the place of an execution that is closed; the first never does, however late it comes.
        workflowIdReusePolicy:
          owed.epoch === firstEpoch ? WorkflowIdReusePolicy.REJECT_DUPLICATE : WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        memo: { epoch: owed.epoch },
        staticSummary: owed.summary,
        ...(owed.priority !== undefined && { priority: { priorityKey: owed.priority } }),
        typedSearchAttributes: new TypedSearchAttributes([
          { key: attribute(searchAttribute.workspaceId), value: owed.workspaceId },
          { key: attribute(searchAttribute.automationId), value: owed.automationId },
          { key: attribute(searchAttribute.automationVersion), value: String(owed.version) },
          { key: attribute(searchAttribute.contactId), value: owed.contactId },
        ]),
      });
      return true;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      return owed.epoch === firstEpoch || this.isDriven(runId, owed);
    }
  }

  /** Whether the epoch's execution is the one that runs. An older one is rung: it sees that it was replaced, and makes room. */
  private async isDriven(runId: string, { workflowId, epoch }: Extract<Owed, { kind: 'start' }>): Promise<boolean> {
    const handle = this.client.workflow.getHandle(workflowId);
    if (epochOf(await handle.describe()) >= epoch) return true;
    await this.ring({ kind: 'ring', workflowId, signal: signal.eventArrived, bell: { about: runId } });
    return false;
  }

  private async ring(owed: Extract<Owed, { kind: 'ring' }>): Promise<boolean> {
    try {
      await this.client.workflow.getHandle(owed.workflowId).signal(owed.signal, owed.bell);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    return true;
  }
}

function byRun(rows: readonly OwedRow[]): Map<string, OwedRow[]> {
  const runs = new Map<string, OwedRow[]>();
  for (const row of rows) runs.set(row.runId, [...(runs.get(row.runId) ?? []), row]);
  return runs;
}

/** Which epoch of its run an execution drives. */
export const epochOf = ({ memo }: Pick<WorkflowExecutionInfo, 'memo'>): number => Number(memo?.['epoch'] ?? firstEpoch);
