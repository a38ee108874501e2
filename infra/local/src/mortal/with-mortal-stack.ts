import { readEnv } from '../env.schema.js';
import { withStack } from '../stage/with-stack.js';
import { keptLogs, removeProfile, removeStaleProfiles, temporaryProfile } from '../temporary-profile.js';
import { MortalStack, type Twin } from './mortal-stack.js';

/**
 * Starts a system of its own whose parts may die, acts with it and removes it with its data. Resolves with the exit code: that of
 * `act`, or 1 after an error, which is printed; then the logs are kept.
 */
export async function withMortalStack(
  { purpose, twins, print }: { purpose: string; twins?: readonly Twin[]; print: (line: string) => void },
  act: (stack: MortalStack, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  await removeStaleProfiles(purpose);
  const stack = await MortalStack.plan(temporaryProfile(purpose, process.pid), twins);
  const isNpmScript = readEnv().npm_lifecycle_event !== undefined;
  const { folder, groups } = stack;
  const code = await withStack({ folder, groups, print, exitCodeWhenInterrupted: 130, isNpmScript }, (signal) =>
    act(stack, signal),
  );
  await removeProfile(purpose, code === 0);
  if (code !== 0) print(`Logs of the servers and apps: ${keptLogs(purpose)}`);
  return code;
}
