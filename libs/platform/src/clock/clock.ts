/** Where the time comes from. Use cases ask a clock, so that a test can hold the time in its hand. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;
}

/** The machine's time. */
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }
}

/** A clock that stands until a test moves it. */
export class FixedClock extends Clock {
  private time: number;

  constructor(start: number | string | Date = 0) {
    super();
    this.time = new Date(start).getTime();
  }

  now(): number {
    return this.time;
  }

  set(time: number | string | Date): void {
    this.time = new Date(time).getTime();
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
