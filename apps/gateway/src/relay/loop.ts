import { setTimeout as pause } from 'node:timers/promises';

export interface LoopOptions {
  /** One round of work; says how much it did. */
  act: () => Promise<number>;
  /** The rest after a round that found nothing to do. */
  idleMs: number;
  /** The rest after any other round, so that what comes meanwhile is done together. None by default. */
  gatherMs?: number;
  onError: (error: unknown) => void;
}

const longestBackOffMs = 10_000;

/** Repeats a piece of work until it is stopped: soon while there is work, after a rest when there is none, backing off on errors. */
export class Loop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const done = await this.options.act();
        failures = 0;
        const { idleMs, gatherMs = 0 } = this.options;
        const restMs = done === 0 ? idleMs : gatherMs;
        if (restMs > 0) await this.rest(restMs);
      } catch (error) {
        failures++;
        this.options.onError(error);
        await this.rest(Math.min(this.options.idleMs * 2 ** failures, longestBackOffMs));
      }
    }
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
