import { commandOf, parentOf } from './command-of.js';

/** The npm that runs this process as a script. Its shell usually stands between the two, with our command in its own. */
export async function npmParent(): Promise<number | undefined> {
  const isShell = (await commandOf(process.ppid)).includes('infra/local/dist/');
  return isShell ? parentOf(process.ppid) : process.ppid;
}

/** Whether the npm of a launcher has died (SIGKILL), which does not end the launcher by itself. */
export const isLeftAlone = async (npmPid: number | undefined): Promise<boolean> =>
  npmPid !== undefined && (await commandOf(npmPid)) === '';
