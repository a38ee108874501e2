import { interruption } from '../process/interruption.js';
import { releaseProfile, takeProfile } from '../process/launcher-lock.js';
import { endLeftovers } from '../process/leftovers.js';
import { npmParent } from '../process/npm-parent.js';
import { messageOf } from '../message-of.js';
import { Stack, type StageGroups } from './stack.js';

/** A stack to run. */
export interface StackRun {
  /** The profile's folder. */
  readonly folder: string;
  readonly groups: StageGroups;
  readonly print: (line: string) => void;
  /** The exit code of a Ctrl-C once the stack is ready: 0 where staying up is the purpose. */
  readonly exitCodeWhenInterrupted: number;
  /** The stack stops when the npm that started it dies. */
  readonly isNpmScript: boolean;
}

const exitCodeOfInterrupt = 130;

/**
 * Starts a stack, acts in it and stops it whatever happens. Resolves with the exit code: that of `act`, or 1 after an
 * error, which is printed. The signal of `act` is aborted when the stack is interrupted or a part of it breaks down.
 */
export async function withStack(run: StackRun, act: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const npmPid = run.isNpmScript ? await npmParent() : undefined;
  const interrupted = interruption(npmPid);
  try {
    await prepareProfile(run, npmPid);
    return await insideProfile(run, interrupted, act);
  } catch (error) {
    run.print(messageOf(error));
    return 1;
  }
}

async function prepareProfile({ folder, print }: StackRun, npmPid: number | undefined): Promise<void> {
  await takeProfile(folder, npmPid);
  const ended = await endLeftovers(folder);
  if (ended.length > 0)
    print(
      `  Ended what an earlier start left running: ${[...new Set(ended.map(({ program }) => program))].join(', ')}`,
    );
}

async function insideProfile(
  run: StackRun,
  interrupted: Promise<unknown>,
  act: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stack = new Stack(run.groups, run.print);
  const abort = new AbortController();
  const broken = stack.lost.then((error) => Promise.reject(error));
  const begun = interrupted.then(() => exitCodeOfInterrupt);
  const ended = interrupted.then(() => run.exitCodeWhenInterrupted);
  try {
    const code = await Promise.race([stack.start(), begun, broken]);
    return code ?? (await Promise.race([act(abort.signal), ended, broken]));
  } catch (error) {
    run.print(messageOf(error));
    return 1;
  } finally {
    abort.abort();
    await stopAll(run, stack);
  }
}

async function stopAll({ folder, print }: StackRun, stack: Stack): Promise<void> {
  const begin = performance.now();
  await stack.stop();
  await endLeftovers(folder); // what a part started itself and left
  await releaseProfile(folder);
  print(`  Stopped in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}
