/** Look-ups that many ask for at the same moment, each made once: a burst does not wait in line for the database's connections. */
export class SharedLookUps<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  /** What `look` finds, or the look-up of that name that is under way already. */
  of(name: string, look: () => Promise<T>): Promise<T> {
    const known = this.underWay.get(name);
    if (known) return known;
    const begun = look().finally(() => this.underWay.delete(name));
    this.underWay.set(name, begun);
    return begun;
  }
}
