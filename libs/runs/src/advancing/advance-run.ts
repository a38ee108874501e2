import type { AdvanceRunInput, StandingOrders } from '@threadline/contracts';
import {
  findRun,
  inTransaction,
  lockContactOfRun,
  markNeedsRepair,
  markStalled,
  type Run,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import type { Endings } from '../ending/endings.js';
import type { Work, Workbench } from '../work.js';
import { EngineDefect, NoNumber } from './decisions.js';
import type { Moves } from './moves.js';
import { missing, needsRepair, stalled, standingOrdersOf } from './standing-orders.js';

/**
 * What a run's workflow calls: takes the decision that is due, if any, and returns the standing orders. Level-triggered: a
 * retry, a replay, a lost or doubled bell and a second call are all harmless.
 */
export class AdvanceRun {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workbench: Workbench,
    private readonly parts: { endings: Endings; moves: Moves; clock: Clock },
    private readonly onStalled: (runId: string, error: Error) => void = () => undefined,
  ) {}

  /** The `now` it is given is that of the call, which may have been repeated through an outage since. */
  async advance(given: AdvanceRunInput): Promise<StandingOrders> {
    const input = { ...given, now: Math.max(given.now, this.parts.clock.now()) };
    try {
      return await this.workbench.runByKeys(input.now, async (work) => {
        const run = await lockContactOfRun(work.tx, input.runId, () => findRun(work.tx, input.runId));
        return run ? this.advanceLocked(work, run, input) : missing(input.now);
      });
    } catch (error) {
      if (!(error instanceof EngineDefect || error instanceof NoNumber)) throw error;
      await inTransaction(this.dataSource, (tx) => markStalled(tx, input.runId, error.message));
      this.onStalled(input.runId, error);
      return stalled(error.message, { now: input.now, revision: input.seenRevision });
    }
  }

  private async advanceLocked(work: Work, run: Run, input: AdvanceRunInput): Promise<StandingOrders> {
    if (run.epoch > input.epoch) {
      return {
        revision: run.revision,
        effects: [],
        outcome: { state: 'replaced' },
        details: `**replaced** by epoch ${run.epoch}`,
      };
    }
    if (run.needsRepair || run.revision < input.seenRevision) {
      await markNeedsRepair(work.tx, run.id);
      return needsRepair(run, work.now);
    }
    await this.act(work, run, input);
    return standingOrdersOf(work, run.id);
  }

  private async act(work: Work, run: Run, input: AdvanceRunInput): Promise<void> {
    if (run.state !== 'armed' && run.state !== 'active') return;
    if (input.stopRequested) {
      const fact = { kind: 'exit', at: work.now, reason: 'stopped_by_user', because: 'cancelled in Temporal' } as const;
      await this.parts.endings.end(work, run, fact);
    } else await this.parts.moves.move(work, run);
  }
}
