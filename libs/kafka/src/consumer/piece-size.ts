const least = 200;
const most = 1_000;
const quickMs = 100;
const slowMs = 500;

/**
 * How many messages are handed on together. Between two pieces the group may rebalance, so a piece must not take long; but each
 * costs a commit and a look-up or two, which is most of what messages cost that nobody wants. So pieces grow while they are quick.
 */
export class PieceSize {
  private size: number;

  /** @param fixed a size that does not change */
  constructor(private readonly fixed?: number) {
    this.size = fixed ?? least;
  }

  get now(): number {
    return this.size;
  }

  took(ms: number): void {
    if (this.fixed !== undefined) return;
    if (ms < quickMs) this.size = Math.min(this.size * 2, most);
    else if (ms > slowMs) this.size = least;
  }
}
