/** How long a partition rests after each failure in a row, in milliseconds: 1 s, 2 s, 4 s … 30 s. */
export const restAfter = (failures: number): number => Math.min(1_000 * 2 ** (failures - 1), 30_000);

interface Rest {
  failures: number;
  timer?: NodeJS.Timeout | undefined;
}

/** The partitions whose handler failed: how often in a row, and which of them rest now. */
export class BackOffs {
  private readonly rests = new Map<string, Rest>();

  /** Lets a partition rest and calls `wake` afterwards. Gives the milliseconds. */
  failed(partition: string, wake: () => void): number {
    const rest = this.rests.get(partition) ?? { failures: 0 };
    this.rests.set(partition, rest);
    clearTimeout(rest.timer);
    rest.failures += 1;
    const ms = restAfter(rest.failures);
    rest.timer = setTimeout(() => {
      rest.timer = undefined;
      wake();
    }, ms);
    return ms;
  }

  succeeded(partition: string): void {
    clearTimeout(this.rests.get(partition)?.timer);
    this.rests.delete(partition);
  }

  isResting(partition: string): boolean {
    return this.rests.get(partition)?.timer !== undefined;
  }

  /** Forgets everything; nobody is woken. */
  clear(): void {
    for (const { timer } of this.rests.values()) clearTimeout(timer);
    this.rests.clear();
  }
}
