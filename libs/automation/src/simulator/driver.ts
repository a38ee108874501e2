import type { Change } from '../engine/change.js';
import type { Fact } from '../engine/fact.js';
import type { Calls } from './calls.js';
import type { Decisions } from './decisions.js';
import type { Entries } from './entries.js';
import type { Events } from './events.js';
import type { RunRequests } from './run-requests.js';
import type { Scene } from './scene.js';
import type { Sends } from './sends.js';
import { isDue, type SimulatedRun } from './simulated-run.js';

/** Drives runs as their workflows do: decides what is due, performs what was ordered, until all of them wait or have ended. */
export class Driver {
  constructor(
    private readonly scene: Scene,
    private readonly parts: {
      decisions: Decisions;
      entries: Entries;
      events: Events;
      requests: RunRequests;
      sends: Sends;
      calls: Calls;
    },
  ) {}

  /** Moves every run that has something to decide on now, then those that hear of what was changed. */
  settle(): void {
    do {
      for (let run = this.nextDue(); run; run = this.nextDue()) {
        if (run.state === 'armed') this.parts.entries.tryToEnter(run);
        else this.drive(run);
      }
    } while (this.parts.events.handleNews());
  }

  /** The moment a run has to be woken at next. */
  get wakeAt(): number | undefined {
    const moments = this.scene.live.flatMap(({ wakeAt }) => (wakeAt === undefined ? [] : [wakeAt]));
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  private nextDue(): SimulatedRun | undefined {
    return this.scene.runs
      .filter((run) => isDue(run, this.scene.now))
      .sort((a, b) => (a.wakeAt ?? 0) - (b.wakeAt ?? 0))[0];
  }

  private drive(run: SimulatedRun): void {
    for (let facts: Fact[] | undefined = []; facts; facts = this.perform(run)) {
      let changes = this.parts.decisions.decide(run, facts);
      while (changes.some(isRequest)) {
        this.parts.requests.fulfil(run, changes);
        changes = run.state === 'active' && run.inbox.length > 0 ? this.parts.decisions.decide(run) : [];
      }
    }
  }

  /** What the run's open effects came to, calls first; undefined when none did. */
  private perform(run: SimulatedRun): Fact[] | undefined {
    if (run.state !== 'active') return undefined;
    const called = this.parts.calls.perform(run);
    const facts = called.length > 0 ? called : this.parts.sends.perform(run);
    return facts.length > 0 ? facts : undefined;
  }
}

const isRequest = ({ kind }: Change): boolean =>
  kind === 'contact_blocked' || kind === 'automations_stopped' || kind === 'automation_started';
