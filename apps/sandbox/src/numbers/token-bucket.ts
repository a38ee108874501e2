/** Lets a burst of `capacity` through, and one more each `refillMs`. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number | undefined;

  constructor(
    private readonly capacity: number,
    private readonly refillMs: number,
  ) {
    this.tokens = capacity;
  }

  /** Whether one more may pass at `now`, in epoch milliseconds; a refused one costs nothing. */
  take(now: number): boolean {
    const since = Math.max(0, now - (this.filledAt ?? now));
    this.tokens = Math.min(this.capacity, this.tokens + since / this.refillMs);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
