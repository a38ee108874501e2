import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The workspace's folder. */
export const root = join(import.meta.dirname, '../..');

/** How a command ended: its exit code, and what it printed on both outputs. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program in a folder and waits for its end. */
export function runCommand(command: string, args: readonly string[], cwd = root): Ending {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

/** Runs one of the workspace's scripts with Node; `script` is a path from the workspace's folder. */
export const runScript = (script: string, ...args: string[]): Ending =>
  runCommand(process.execPath, [join(root, script), ...args]);
