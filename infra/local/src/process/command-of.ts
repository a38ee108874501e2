import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The command line of a process, or an empty text when there is no such process or it has ended and waits to be reaped. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return outputOf('ps', ['-o', 'args=', '-p', String(pid)]);
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.replaceAll('\0', ' ').trim();
}

/** The parent of a process, or undefined when there is no such process. */
export async function parentOf(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux')
    return Number(await outputOf('ps', ['-o', 'ppid=', '-p', String(pid)])) || undefined;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1]) || undefined;
}

/** What a short command writes; an empty text when it fails or is not installed. */
export const outputOf = (command: string, args: string[]): Promise<string> =>
  promisify(execFile)(command, args).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
