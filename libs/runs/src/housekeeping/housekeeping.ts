import type { Chore, ChoreTurn, ChoreTurnInput } from '@threadline/contracts';

/** A worker of another version asked for it. The next round names the chores anew. */
export class UnknownChore extends Error {
  readonly code = 'unknown_chore';
}

/** The chores of the house, each under its name. */
export class Housekeeping {
  private readonly chores: ReadonlyMap<string, Chore>;

  constructor(chores: readonly Chore[]) {
    this.chores = new Map(chores.map((chore) => [chore.name, chore]));
  }

  get names(): string[] {
    return [...this.chores.keys()];
  }

  async turn({ chore: name, ...given }: ChoreTurnInput): Promise<ChoreTurn> {
    const chore = this.chores.get(name);
    if (!chore) throw new UnknownChore(`There is no chore "${name}"`);
    return chore.turn(given);
  }
}
