import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandOf } from './command-of.js';
import { isLeftAlone } from './npm-parent.js';
import { poll } from './poll.js';

const Launcher = z.object({ pid: z.number().int(), npmPid: z.number().int().optional() });
/** A process that runs a stack, and the npm that started it, if one did. */
export type Launcher = z.infer<typeof Launcher>;

const fileOf = (folder: string): string => join(folder, 'launcher.json');

/**
 * Takes a profile for this process. A launcher that was left alone by its npm is ended first.
 * @throws Error when another launcher is at work in this profile.
 */
export async function takeProfile(folder: string, npmPid: number | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  const holder = await launcherOf(folder);
  if (holder !== undefined && !(await isLeftAlone(holder.npmPid)))
    throw new Error(`This stack is already running (process ${holder.pid}). Stop it first: kill ${holder.pid}`);
  if (holder !== undefined) await endLauncher(holder.pid);
  await writeFile(fileOf(folder), JSON.stringify({ pid: process.pid, npmPid } satisfies Launcher));
}

export const releaseProfile = (folder: string): Promise<void> => rm(fileOf(folder), { force: true });

/** The launcher at work in a profile's folder, if any. */
export async function launcherOf(folder: string): Promise<Launcher | undefined> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => '');
  const launcher = parseLauncher(text);
  return launcher && (await isLauncher(launcher.pid)) ? launcher : undefined;
}

/** Asks a launcher to stop its stack, and kills it when it has not after half a minute. */
export async function endLauncher(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  const isGone = async (): Promise<boolean> => !(await isLauncher(pid));
  if (!(await poll(isGone, { timeoutMs: 30_000 }))) process.kill(pid, 'SIGKILL');
}

/** Whether the process is a launcher: its id may have been given to somebody else since. */
export const isLauncher = async (pid: number): Promise<boolean> =>
  /infra\/\w+\/dist\//.test(await commandOf(pid)) && pid !== process.pid;

/** Undefined for a file that a kill cut short. */
function parseLauncher(text: string): Launcher | undefined {
  try {
    return Launcher.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
