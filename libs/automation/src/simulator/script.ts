import type { Simulation } from './simulation.js';
import type { ScriptedResult } from './timeline.js';

interface Told {
  step: string;
  result: ScriptedResult;
}

/** What the timeline tells of the effects of steps: results that came and wait for their effect, and those still to come. */
export class Script {
  private readonly waiting: Told[] = [];
  private readonly toCome: Told[];

  constructor({ timeline }: Pick<Simulation, 'timeline'>) {
    this.toCome = timeline.flatMap((entry) => ('effect' in entry ? [entry.effect] : []));
  }

  /** A result's moment has come. Nothing is in flight that it could be of: the next effect of its step gets it. */
  keep(told: Told): void {
    this.came(told);
    this.waiting.push(told);
  }

  /** A result's moment has come and its effect got it. */
  came(told: Told): void {
    this.toCome.splice(this.toCome.indexOf(told), 1);
  }

  /** The oldest result that waits for an effect of the step. */
  take(step: string): ScriptedResult | undefined {
    const index = this.waiting.findIndex((told) => told.step === step);
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0]?.result;
  }

  isToCome(step: string): boolean {
    return this.toCome.some((told) => told.step === step);
  }

  /** Steps whose results no effect got. */
  get unused(): string[] {
    return this.waiting.map(({ step }) => step);
  }
}
