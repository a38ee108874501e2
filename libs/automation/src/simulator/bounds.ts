/** What a simulation may cost: more than any honest one needs, less than what would hold up its host. */
export const bounds = { decisions: 5_000, runs: 200, sends: 2_000, lines: 10_000 } as const;

/** What the host lends a simulation, which has no clock of its own. */
export interface SimulationHost {
  /** A counter of milliseconds that never goes back. Without it real time is not bounded. */
  now?: () => number;
  /** Real time a simulation may take. */
  budgetMs?: number;
  /** Ids of a real contact, automation and its runs in their order: chance that hangs on them falls as it did for these. */
  ids?: { contact: string; automation: string; runs: readonly string[] };
}

const defaultBudgetMs = 2_000;

/** A simulation went over a bound and ends where it stands. */
export class OutOfBounds extends Error {}

/** Counts what a simulation spends. */
export class Budget {
  private readonly spent = { decisions: 0, runs: 0, sends: 0, lines: 0 };
  private readonly now: () => number;
  private readonly endsAt: number;

  constructor({ now = () => 0, budgetMs = defaultBudgetMs }: SimulationHost = {}) {
    this.now = now;
    this.endsAt = now() + budgetMs;
  }

  /** @throws OutOfBounds when it was one too many, or the time is over */
  spend(what: keyof typeof bounds): void {
    this.spent[what] += 1;
    if (this.spent[what] > bounds[what]) throw new OutOfBounds(`a simulation has at most ${bounds[what]} ${what}`);
    if (this.now() > this.endsAt) throw new OutOfBounds('it took too long to compute');
  }
}
