import { existsSync, renameSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { findLeftovers } from '../process/leftovers.js';
import type { Stage, StageContext } from '../stage/stage.js';

/** Where a part that may die lives, and how to make its stage anew. */
export interface MortalPart {
  readonly name: string;
  /** The part's own folder: its processes are found by it. */
  readonly folder: string;
  readonly logFile: string;
  readonly make: () => Stage;
}

const restMs = 1_000;

/** A part of a stack that can be killed, frozen and started again while the others run. One that ends by itself is started again. */
export class MortalStage implements Stage {
  /** How it ended without being killed, each time. */
  readonly ownEndings: string[] = [];
  #stage: Stage | undefined;
  #context: StageContext | undefined;
  #lives = 0;
  #mayEnd = false;
  #reviving: Promise<void> | undefined;

  constructor(private readonly part: MortalPart) {}

  get name(): string {
    return this.part.name;
  }

  async start(context: StageContext): Promise<void> {
    this.#context = context;
    await this.#begin(context);
  }

  async stop(): Promise<void> {
    this.#mayEnd = true;
    await this.#signal('SIGCONT');
    await this.#stage?.stop();
    await this.#reviving?.catch(() => undefined);
  }

  /** SIGKILL: no time to finish or to say goodbye. Resolves once its processes are gone. */
  async kill(): Promise<void> {
    this.#mayEnd = true;
    await this.#signal('SIGKILL');
    await this.#stage?.stop();
  }

  /** SIGTERM, and a new process once it has ended. Resolves once that is ready. */
  async restart(): Promise<void> {
    this.#mayEnd = true;
    await this.#stage?.stop();
    await this.revive();
  }

  /** SIGSTOP: its connections stay open, and nobody answers. */
  async freeze(): Promise<void> {
    await this.#signal('SIGSTOP');
  }

  /** SIGCONT: it goes on as if no time had passed. */
  async thaw(): Promise<void> {
    await this.#signal('SIGCONT');
  }

  /** Starts it again, as often as it takes: what it needs may be away too. Resolves once it is ready. */
  revive(): Promise<void> {
    return (this.#reviving ??= this.#untilReady().finally(() => (this.#reviving = undefined)));
  }

  async #untilReady(): Promise<void> {
    const context = this.#context;
    if (!context) throw new Error(`${this.name} was never started`);
    for (;;) {
      context.signal.throwIfAborted();
      try {
        return await this.#begin(context);
      } catch {
        this.#mayEnd = true;
        await this.#stage?.stop();
        await pause(restMs, undefined, { signal: context.signal });
      }
    }
  }

  async #begin(context: StageContext): Promise<void> {
    this.#keepLog();
    this.#mayEnd = false;
    this.#stage = this.part.make();
    await this.#stage.start({ ...context, lost: (error) => this.#lost(error) });
  }

  #lost({ message }: Error): void {
    if (this.#mayEnd) return;
    this.ownEndings.push(message);
    this.#context?.report(message.split(';')[0] ?? 'ended');
    void this.revive().catch(() => undefined);
  }

  /** A new process writes its log from the beginning. */
  #keepLog(): void {
    const { logFile } = this.part;
    if (this.#lives++ > 0 && existsSync(logFile)) renameSync(logFile, `${logFile}.${this.#lives - 1}`);
  }

  async #signal(signal: NodeJS.Signals): Promise<void> {
    for (const { pid } of await findLeftovers(this.part.folder)) send(pid, signal);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
