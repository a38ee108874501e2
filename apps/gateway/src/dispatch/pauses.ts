const firstMs = 50;
const growth = 4;
/** Of a batch. A lot of poisoned events together hold up what comes after them no longer than this. */
const longestInAllMs = 1_000;

/**
 * The pauses of a batch between attempts at what failed: short, growing, and of random length, so that those who failed together
 * do not come back together. Once they have taken a second in all there are no more.
 */
export class Pauses {
  private leftMs = longestInAllMs;

  constructor(private readonly pause: (ms: number) => Promise<unknown>) {}

  /** After so many failures in a row. */
  async after(failures: number): Promise<void> {
    const longestMs = firstMs * growth ** (failures - 1);
    const ms = Math.min(longestMs * (0.5 + Math.random() / 2), this.leftMs);
    this.leftMs -= ms;
    if (ms > 0) await this.pause(ms);
  }
}
