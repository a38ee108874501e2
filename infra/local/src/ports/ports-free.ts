import { poll } from '../process/poll.js';
import { task, type Stage } from '../stage/stage.js';
import { isFree } from './is-free.js';
import { portOwner } from './port-owner.js';
import { portSettings, type PortName, type PortPlan } from './port-plan.js';

/** A port that somebody else listens on. */
export interface TakenPort {
  readonly part: PortName;
  readonly port: number;
  /** The process in words, when the machine tells. */
  readonly owner: string | undefined;
}

/** Fails when a port that this stack is going to use is taken by somebody else. */
export const portsFree = (plan: PortPlan, parts: readonly PortName[]): Stage =>
  task('Ports', async () => {
    const taken = (await Promise.all(parts.map((part) => takenPort(part, plan[part])))).filter(
      (found) => found !== undefined,
    );
    if (taken.length > 0) throw new Error(reportOf(taken));
  });

/** Says which ports are taken, by whom, and which setting chooses another. */
export const reportOf = (taken: readonly TakenPort[]): string =>
  taken.map(({ part, port, owner }) => sentence(part, port, owner ?? 'another process')).join('\n');

const sentence = (part: PortName, port: number, owner: string): string =>
  `Port ${port} (${part}) is taken by ${owner}. Stop it, or choose another port: ${portSettings[part]}=<port>`;

/** A process of many threads that was killed holds its ports a moment longer than it can be seen. */
const patience = { timeoutMs: 3_000 };

async function takenPort(part: PortName, port: number): Promise<TakenPort | undefined> {
  return (await poll(() => isFree(port), patience)) ? undefined : { part, port, owner: await portOwner(port) };
}
