import type { ExitFact, GoalFact } from '../engine/fact.js';
import type { Decisions } from './decisions.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** Ends runs from outside: by an exit, a goal, an opt-out, another run. */
export class Endings {
  constructor(
    private readonly scene: Scene,
    private readonly decisions: Decisions,
  ) {}

  /** Ends an active run; one that has not entered yet is disarmed instead. */
  end(run: SimulatedRun, fact: ExitFact | GoalFact): void {
    if (run.state === 'armed') this.leaveArmed(run, { state: 'disarmed', reason: 'disarmed', why: fact.because });
    else if (run.state === 'active') this.decisions.decide(run, [fact]);
  }

  /** Ends every live run of the contact. */
  endAll(reason: ExitFact['reason'], because: string): void {
    for (const run of this.scene.live) this.end(run, { kind: 'exit', at: this.scene.now, reason, because });
  }

  /** Ends an armed run that does not enter. */
  leaveArmed(
    run: SimulatedRun,
    { why, ...left }: { state: 'disarmed' | 'refused'; reason: string; why: string },
  ): void {
    Object.assign(run, { ...left, endedAt: this.scene.now });
    delete run.wakeAt;
    this.scene.say(run, { what: left.state, why });
  }
}
