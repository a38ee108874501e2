import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { poll } from './poll.js';

const Lock = z.object({ pid: z.number().int(), parentPid: z.number().int() });
type Lock = z.infer<typeof Lock>;

const fileOf = (folder: string): string => join(folder, 'launcher.json');

/**
 * Takes a profile for this process. A launcher whose parent has died (a killed `npm start`) is ended first.
 * @throws Error when another launcher is at work in this profile.
 */
export async function takeProfile(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const holder = await liveLauncher(folder);
  if (holder !== undefined && isAlive(holder.parentPid) && holder.parentPid !== 1)
    throw new Error(`This stack is already running (process ${holder.pid}). Stop it first: kill ${holder.pid}`);
  if (holder !== undefined) await endLauncher(holder.pid);
  await writeFile(fileOf(folder), JSON.stringify({ pid: process.pid, parentPid: process.ppid } satisfies Lock));
}

export const releaseProfile = (folder: string): Promise<void> => rm(fileOf(folder), { force: true });

/** The launcher that is at work in a profile's folder, if any. */
export async function liveLauncher(folder: string): Promise<Lock | undefined> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => 'null');
  const lock = Lock.nullable().catch(null).parse(parseJson(text));
  return lock !== null && lock.pid !== process.pid && isLauncher(lock.pid) ? lock : undefined;
}

/** Asks a launcher to stop its stack, and kills it when it has not after half a minute. */
export async function endLauncher(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  if (!(await poll(() => !isAlive(pid), { timeoutMs: 30_000 }))) process.kill(pid, 'SIGKILL');
}

/** A process id may have been given to somebody else since. */
function isLauncher(pid: number): boolean {
  try {
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return isAlive(pid) && command.includes('infra/local/dist/');
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // cut short by a kill
  }
}
