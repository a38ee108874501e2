import type { Stage, StageContext } from './stage.js';

/** Stages in groups: the stages of a group start at the same time, a group starts when the one before is ready. */
export type StageGroups = readonly (readonly Stage[])[];

/** Starts the groups in order, stops them in reverse order, and prints the time of each stage. */
export class Stack {
  /** Resolves with the reason when a part breaks down after it was ready. */
  readonly lost: Promise<Error>;
  readonly #abort = new AbortController();
  readonly #begun: { stage: Stage; group: number; started: Promise<void> }[] = [];
  #tellLost: (error: Error) => void = () => {};
  #stopped: Promise<void> | undefined;

  constructor(
    private readonly groups: StageGroups,
    private readonly print: (line: string) => void,
  ) {
    this.lost = new Promise((resolve) => (this.#tellLost = resolve));
  }

  /** @throws the error of the first stage that fails; what was started stays until `stop`. */
  async start(): Promise<void> {
    for (const [index, group] of this.groups.entries()) {
      this.#abort.signal.throwIfAborted();
      await Promise.all(group.map((stage) => this.#begin(stage, index)));
    }
  }

  /** Gives up what is still starting, then stops everything, last group first. Never throws. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stopAll());
  }

  #begin(stage: Stage, group: number): Promise<void> {
    const started = this.#startTimed(stage);
    this.#begun.push({ stage, group, started });
    return started;
  }

  async #startTimed(stage: Stage): Promise<void> {
    const begin = performance.now();
    await stage.start(this.#contextOf(stage)).catch((error: unknown) => {
      throw new Error(stage.name, { cause: error });
    });
    this.print(`  ${stage.name.padEnd(22)} ready in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  }

  #contextOf(stage: Stage): StageContext {
    return {
      signal: this.#abort.signal,
      report: (line) => this.print(`  ${stage.name.padEnd(22)} ${line}`),
      lost: (error) => this.#tellLost(error),
    };
  }

  async #stopAll(): Promise<void> {
    this.#abort.abort(new Error('the stack is being stopped'));
    await Promise.allSettled(this.#begun.map(({ started }) => started));
    for (let group = this.groups.length - 1; group >= 0; group--) {
      const stages = this.#begun.filter((begun) => begun.group === group);
      await Promise.all(stages.map(({ stage }) => this.#stopOne(stage)));
    }
  }

  async #stopOne(stage: Stage): Promise<void> {
    await stage.stop().catch((error: unknown) => this.print(`  ${stage.name}: could not be stopped: ${String(error)}`));
  }
}
