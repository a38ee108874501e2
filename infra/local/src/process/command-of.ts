import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The command line of a process, or an empty text when there is no such process. */
export async function commandOf(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return fromProc.replaceAll('\0', ' ').trim() || outputOf('ps', ['-o', 'args=', '-p', String(pid)]);
}

/** What a short command writes; an empty text when it fails or is not installed. */
export const outputOf = (command: string, args: string[]): Promise<string> =>
  promisify(execFile)(command, args).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
