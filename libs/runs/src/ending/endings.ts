import type { ExitFact, GoalFact, TrailEntry } from '@threadline/automation';
import type { SignalName } from '@threadline/contracts';
import { appendTrail, emit, saveRun, type Run } from '@threadline/persistence';
import type { Decisions } from '../advancing/decisions.js';
import { callNext } from '../entering/queue.js';
import { runEvent } from '../outbound-events.js';
import { oweRing } from '../temporal/owing.js';
import type { Work } from '../work.js';

/** Ends runs from outside: by an exit, a goal, an opt-out, another run. It takes effect in the caller's transaction. */
export class Endings {
  constructor(private readonly decisions: Decisions) {}

  /** Ends an active run with the fact; a run that has not entered yet is disarmed instead. */
  async end(work: Work, run: Run, fact: ExitFact | GoalFact): Promise<void> {
    if (run.state === 'armed') await this.disarm(work, run, fact.because);
    else await this.decisions.decide(work, run, [fact]);
  }

  /** Ends a run and rings its workflow, so that it sees the end now. `about` is the id of what ended it. */
  async endAndRing(
    work: Work,
    run: Run,
    ended: { fact: ExitFact | GoalFact; about: string; signal?: SignalName },
  ): Promise<void> {
    await this.end(work, run, ended.fact);
    await oweRing(work, run, { signal: ended.signal ?? 'exitRequested', about: ended.about });
  }

  /** A run that waited for its moment will not enter. It is in no number. */
  private async disarm(work: Work, run: Run, because: string): Promise<void> {
    await leaveArmed(work, run, { state: 'disarmed', reason: 'disarmed', why: because });
    await emit(work.tx, [runEvent('run.disarmed', run, { at: work.now, data: {} })]);
  }
}

/** Ends an armed run that does not enter. */
export async function leaveArmed(
  work: Work,
  run: Run,
  left: { state: 'disarmed' | 'refused'; reason: string; why: string; saw?: TrailEntry['saw'] },
): Promise<void> {
  await appendTrail(work.tx, run.id, [
    { at: work.now, what: left.state, why: left.why, ...(left.saw && { saw: left.saw }) },
  ]);
  await saveRun(work.tx, run, {
    state: left.state,
    reason: left.reason,
    runState: null,
    standing: [],
    reply: 'none',
    endedAt: work.now,
  });
  if (run.queued) await callNext(work, run);
}
