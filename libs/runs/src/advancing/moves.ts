import { findRun, liveRunsOf, type Run } from '@threadline/persistence';
import type { Entries } from '../entering/entries.js';
import type { Work } from '../work.js';
import type { RunRequest } from './changes/changing.js';
import type { RunRequests } from './changes/run-requests.js';
import { EngineDefect, NoNumber, type Decisions } from './decisions.js';

/** Moves live runs: what is due is decided, what a decision asks for of other runs is done. Under the contact's lock. */
export class Moves {
  constructor(private readonly parts: { decisions: Decisions; entries: Entries; requests: RunRequests }) {}

  /** An armed run enters when its moment has come, an active one decides. Does nothing when nothing is due. */
  async move(work: Work, run: Run): Promise<void> {
    const { decisions, entries } = this.parts;
    const asked = run.state === 'armed' ? entries.enterIfDue(work, run) : decisions.decide(work, run);
    await this.follow(work, run.id, await asked);
  }

  /**
   * Moves the runs that were due before something else happened to their contact, in the order of their moments: it finds them
   * where they stand by then, and not where a late worker has left them. Those that wait for it already stay. Returns the runs
   * that live.
   */
  async catchUp(
    work: Work,
    live: Run[],
    happening: { at: number; isAwaitedBy: (run: Run) => boolean },
  ): Promise<Run[]> {
    const isLate = ({ wakeAt, needsRepair }: Run) => !needsRepair && wakeAt !== null && wakeAt < happening.at;
    const late = live.filter((run) => isLate(run) && !happening.isAwaitedBy(run));
    const [first] = late;
    if (!first) return live;
    for (const { id } of late.sort((a, b) => (a.wakeAt ?? 0) - (b.wakeAt ?? 0))) await this.tryToMove(work, id);
    return liveRunsOf(work.tx, first.workspaceId, first.contactId);
  }

  /** A run that cannot move is left as it is: its own workflow shows it as stalled, and nobody else waits for that. */
  private async tryToMove(work: Work, runId: string): Promise<void> {
    const owed = work.owed.length;
    await work.tx.query('savepoint catch_up');
    try {
      const run = await findRun(work.tx, runId);
      if (run && (run.state === 'armed' || run.state === 'active')) await this.move(work, run);
      await work.tx.query('release savepoint catch_up');
    } catch (error) {
      if (!(error instanceof EngineDefect || error instanceof NoNumber)) throw error;
      await work.tx.query('rollback to savepoint catch_up');
      work.owed.length = owed;
    }
  }

  /** Does to other runs what a decision asked for, and lets the run decide on what came of it. */
  private async follow(work: Work, runId: string, requests: readonly RunRequest[]): Promise<void> {
    for (let asked = requests; asked.length > 0;) {
      const run = await findRun(work.tx, runId);
      if (!run) return;
      await this.parts.requests.fulfil(work, run, asked);
      const after = await findRun(work.tx, runId);
      asked = after?.state === 'active' ? await this.parts.decisions.decide(work, after) : [];
    }
  }
}
