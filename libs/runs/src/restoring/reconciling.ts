import {
  appendTrail,
  findRun,
  holdLiveRuns,
  inTransaction,
  lockContactOfRun,
  newestHandledEvent,
  releaseRun,
  runsToRepair,
  type LiveRunPage,
  type Run,
  type RunToRepair,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import type { Endings } from '../ending/endings.js';
import { oweRing, oweStart } from '../temporal/owing.js';
import type { Work, Workbench } from '../work.js';
import type { RunWorkflows, WorkflowStory } from './run-workflows.js';

/** A run that needs repair: what the database knows, what Temporal knows, and the messages that went out unknown to the database. */
export interface RepairCase {
  run: RunToRepair;
  workflow: WorkflowStory;
  sentUnknown: string[];
}

export type RepairDecision = 'continue' | 'exit';

/**
 * After a database was restored from a backup: runs whose rows are older than what was done wait until somebody decides. To
 * continue is to go on from the older row, which sends again what the database does not know to be sent.
 */
export class Reconciling {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workbench: Workbench,
    private readonly parts: { endings: Endings; workflows: RunWorkflows },
  ) {}

  /** Holds every live run. Gives how many. */
  hold(): Promise<number> {
    return inTransaction(this.dataSource, holdLiveRuns);
  }

  /** When the newest event was handled that the database knows of: its backup is not older. Epoch milliseconds. */
  knownUntil(): Promise<number | undefined> {
    return newestHandledEvent(this.dataSource.manager);
  }

  /**
   * Runs that need repair, in the order of their ids, with what is known of them. `told` are messages by run of which others know
   * that they went out.
   */
  async cases(page: LiveRunPage, told: ReadonlyMap<string, ReadonlySet<string>> = new Map()): Promise<RepairCase[]> {
    const runs = await runsToRepair(this.dataSource.manager, page);
    return Promise.all(
      runs.map(async (run) => {
        const workflow = await this.parts.workflows.storyOf(run);
        const sent = new Set([...workflow.sent, ...(told.get(run.id) ?? [])]);
        return { run, workflow, sentUnknown: [...sent].filter((id) => !run.sent.includes(id)) };
      }),
    );
  }

  /** Does what was decided. Says whether the run still waited for it. */
  async settle(runId: string, decision: RepairDecision, now: number): Promise<boolean> {
    return this.workbench.run(now, async (work) => {
      const run = await lockContactOfRun(work.tx, runId, () => findRun(work.tx, runId));
      if (!run?.needsRepair) return false;
      await releaseRun(work.tx, runId);
      await (decision === 'continue' ? this.goOn(work, run) : this.exit(work, run));
      return true;
    });
  }

  private async goOn(work: Work, run: Run): Promise<void> {
    const why = 'an operator let it go on from the restored row';
    await appendTrail(work.tx, run.id, [{ at: work.now, what: 'repaired', why }]);
    await oweStart(work, { ...run, epoch: run.epoch + 1 });
  }

  /** The workflow is rung: it sees that its epoch is over. */
  private async exit(work: Work, run: Run): Promise<void> {
    const because = 'an operator ended it after the database was restored';
    await this.parts.endings.end(work, run, { kind: 'exit', at: work.now, reason: 'stopped_by_user', because });
    await oweRing(work, run, { signal: 'exitRequested', about: run.id });
  }
}
