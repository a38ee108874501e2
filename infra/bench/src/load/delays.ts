import { awaiting } from '@threadline/local';
import { percentile } from '../report/statistics.js';
import type { SandboxNumber } from '../system/sandbox-number.js';

const arriveWithinMs = 120_000;

/** From something that happens to a contact to our next message to it, in milliseconds. */
export class Delays {
  private readonly begun = new Map<string, number>();

  constructor(private readonly sandbox: SandboxNumber) {}

  /** Just before it happens. */
  begin(phone: string): void {
    this.begun.set(phone, Date.now());
  }

  /** Once every contact has got its message: how long each took, by the sandbox's clock, which is this machine's. */
  async ended(): Promise<number[]> {
    const wait = { what: 'a message to everybody', withinMs: arriveWithinMs, everyMs: 500 };
    return awaiting<number[]>(wait, async () => {
      const taken = await this.taken();
      return taken.length === this.begun.size ? { found: taken } : { seen: `${taken.length} of ${this.begun.size}` };
    });
  }

  private async taken(): Promise<number[]> {
    const first = new Map<string, number>();
    for (const { to, at } of await this.sandbox.arrivals()) {
      const begun = this.begun.get(to);
      if (begun !== undefined && at >= begun && !first.has(to)) first.set(to, at - begun);
    }
    return [...first.values()];
  }
}

/** The middle one, and the one that 99 of a hundred stay below. */
export const middleAndWorst = (delays: readonly number[]): Middle => ({
  p50: percentile(delays, 0.5),
  p99: percentile(delays, 0.99),
});
export interface Middle {
  readonly p50: number;
  readonly p99: number;
}
