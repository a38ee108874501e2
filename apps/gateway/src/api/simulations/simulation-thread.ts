import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SimulationAnswer } from './simulation.worker.js';

const memoryMb = 256;

/** What runs in the thread. Tests run from source, but a thread can only load what was built. */
const program = new URL(
  import.meta.url
    .replace('/src/api/simulations/', '/dist/api/simulations/')
    .replace(/simulation-thread\.[jt]s$/, 'simulation.worker.js'),
);

/** The thread was ended before it had an answer: it took too long or too much memory. */
export class ThreadEnded extends Error {}

/** A thread that simulates one thing at a time. It has no access to the environment. */
export class SimulationThread {
  private readonly worker = new Worker(program, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  private readonly isReady = this.nextMessage();

  constructor() {
    this.worker.unref();
    this.worker.on('error', () => undefined); // told to whoever simulates, as is the next line's
    this.isReady.catch(() => undefined);
  }

  /** @throws ThreadEnded when there is no answer in time; the thread is gone then */
  async simulate(given: unknown, withinMs: number): Promise<SimulationAnswer> {
    await this.isReady;
    const answered = this.nextMessage() as Promise<SimulationAnswer>;
    this.worker.postMessage(given);
    const timer = setTimeout(() => void this.worker.terminate(), withinMs);
    return answered.finally(() => clearTimeout(timer));
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async nextMessage(): Promise<unknown> {
    const over = new AbortController();
    const ended = once(this.worker, 'exit', over).then(() => Promise.reject(new Error('the thread has ended')));
    try {
      const [message] = await Promise.race([once(this.worker, 'message', over), ended]);
      return message;
    } catch (error) {
      throw new ThreadEnded('a simulation has no answer', { cause: error });
    } finally {
      over.abort();
    }
  }
}
