import { readdir, readlink } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { outputOf } from './command-of.js';
import { poll } from './poll.js';

/** A process found by its current folder. */
export interface Leftover {
  readonly pid: number;
  readonly program: string;
}

const ours = new Set(['postgres', 'java', 'temporal', 'node']);

/** Processes of our programs whose current folder is `folder` or below it: what a killed launcher left running. */
export async function findLeftovers(folder: string): Promise<Leftover[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromLsof();
  return all
    .filter(({ cwd, pid }) => pid !== process.pid && (cwd === folder || cwd.startsWith(folder + sep)))
    .filter(({ program }) => ours.has(program))
    .map(({ pid, program }) => ({ pid, program }));
}

/** Ends the leftovers of a folder: asked first (SIGINT is Postgres's fast shutdown), killed later. Returns what was found. */
export async function endLeftovers(folder: string, patienceMs = 5000): Promise<Leftover[]> {
  const found = await findLeftovers(folder);
  for (const leftover of found) send(leftover, leftover.program === 'postgres' ? 'SIGINT' : 'SIGTERM');
  const isGone = async (): Promise<boolean> => (await findLeftovers(folder)).length === 0;
  if (found.length === 0 || (await poll(isGone, { timeoutMs: patienceMs }))) return found;
  for (const leftover of await findLeftovers(folder)) send(leftover, 'SIGKILL');
  if (!(await poll(isGone, { timeoutMs: 5000 }))) throw new Error(`processes in ${folder} do not end`);
  return found;
}

function send({ pid }: Leftover, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

type Running = Leftover & { readonly cwd: string };

async function fromProc(): Promise<Running[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(readProc));
  return found.filter((running) => running !== undefined);
}

async function readProc(pid: number): Promise<Running | undefined> {
  try {
    const [cwd, program] = await Promise.all([readlink(`/proc/${pid}/cwd`), readlink(`/proc/${pid}/exe`)]);
    return { pid, cwd: withoutMark(cwd), program: basename(withoutMark(program)) };
  } catch {
    return undefined; // another user's process, a kernel thread, or one that has just ended
  }
}

/** Linux marks the link of a removed file or folder. */
const withoutMark = (path: string): string => path.replace(/ \(deleted\)$/, '');

/** macOS has no /proc. One record per process: p<pid>, c<command>, n<current folder>. */
async function fromLsof(): Promise<Running[]> {
  const records = await outputOf('lsof', ['-w', '-d', 'cwd', '-F', 'pcn']);
  return [...records.matchAll(/^p(\d+)\nc(.*)\n(?:f.*\n)?n(.*)$/gm)].map(([, pid, program, cwd]) => ({
    pid: Number(pid),
    program: program ?? '',
    cwd: cwd ?? '',
  }));
}
