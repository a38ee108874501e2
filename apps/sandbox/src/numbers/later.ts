import type { BusinessNumber } from './business-number.js';

/** What is still to happen to numbers; nothing does any more to one that was reset. */
export class Later {
  private readonly pending = new Set<NodeJS.Timeout>();

  add(number: BusinessNumber, afterMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.pending.delete(timer);
      if (!number.isDiscarded) act();
    }, afterMs);
    this.pending.add(timer);
  }

  /** How much is still to come. */
  get size(): number {
    return this.pending.size;
  }

  close(): void {
    for (const timer of this.pending) clearTimeout(timer);
    this.pending.clear();
  }
}
