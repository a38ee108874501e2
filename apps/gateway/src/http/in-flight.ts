/**
 * Bounds the memory that requests under way may take. Each counts for what it says of its length, for the most it may have when
 * it does not say, and for something at least, because a request costs more than its body.
 */
export class InFlight {
  private bytes = 0;

  constructor(private readonly most: { bytes: number }) {}

  /** Bytes that are taken now. */
  get taken(): number {
    return this.bytes;
  }

  /** Takes room for a body; undefined when there is none. What it returns gives the room back, once however often it is called. */
  take(bytes: number): (() => void) | undefined {
    const taken = Math.max(bytes, leastBytes);
    if (this.bytes + taken > this.most.bytes) return undefined;
    this.bytes += taken;
    let isHeld = true;
    return () => {
      if (isHeld) this.bytes -= taken;
      isHeld = false;
    };
  }
}

/** What a request takes of memory beside its body. */
export const leastBytes = 16 * 1024;
