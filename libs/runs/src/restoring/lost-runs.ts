import {
  appendTrails,
  liveRunsAfter,
  markOlderThanSeen,
  raiseEpochs,
  type LiveRun,
  type LiveRunPage,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { oweStarts } from '../temporal/owing.js';
import type { Workbench } from '../work.js';
import type { RunWorkflows } from './run-workflows.js';

/** What came of looking at runs. */
export interface Tended<R extends LiveRun> {
  /** Started again, because nobody drove them. */
  restored: number;
  /** Marked for repair: Temporal has seen their end, the database has not. */
  older: number;
  /** With a workflow that waits and has nothing under way. */
  idle: R[];
}

/** Gives live runs a new workflow when theirs is lost. Safe to repeat, and by several at once: a run's epoch is raised once. */
export class LostRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workbench: Workbench,
    private readonly workflows: RunWorkflows,
  ) {}

  async tend<R extends LiveRun>(runs: readonly R[], now: number): Promise<Tended<R>> {
    const seen = await this.workflows.look(runs);
    const those = (wanted: string) => seen.filter(({ sighting }) => sighting === wanted).map(({ run }) => run);
    return {
      restored: await this.restore(those('lost'), now),
      older: await this.workbench.run(now, ({ tx }) => markOlderThanSeen(tx, those('ended'))),
      idle: those('idle'),
    };
  }

  /** Tends the next live runs by id. `last` is the id to go on after; undefined when there are no more. */
  async tendNext(
    page: LiveRunPage,
    now: number,
  ): Promise<Pick<Tended<LiveRun>, 'restored' | 'older'> & { looked: number; last?: string }> {
    const runs = await liveRunsAfter(this.dataSource.manager, page);
    const { restored, older } = await this.tend(runs, now);
    const last = runs.at(-1);
    return { restored, older, looked: runs.length, ...(last && { last: last.id }) };
  }

  private restore(lost: readonly LiveRun[], now: number): Promise<number> {
    if (lost.length === 0) return Promise.resolve(0);
    return this.workbench.run(now, async (work) => {
      const raised = await raiseEpochs(work.tx, lost);
      await appendTrails(
        work.tx,
        raised.map(({ id, epoch }) => ({
          runId: id,
          at: now,
          what: 'restored',
          why: `Temporal no longer had its workflow; epoch ${epoch} drives it from here`,
        })),
      );
      await oweStarts(work, raised);
      return raised.length;
    });
  }
}
