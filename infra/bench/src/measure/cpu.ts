import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Linux counts processor time in hundredths of a second (`getconf CLK_TCK`). */
const msPerTick = 10;

/** Processor time in milliseconds that each part of a profile has used so far, with its children: postgres is many processes. */
export async function cpuOf(folder: string, parts: readonly string[]): Promise<Record<string, number>> {
  if (process.platform !== 'linux') throw new Error('processor time is read from /proc, which only Linux has');
  const used = Object.fromEntries(parts.map((part) => [part, 0]));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const { cwd, ms } of (await Promise.all(pids.map(readProcess))).filter((found) => found !== undefined)) {
    const part = parts.find((each) => cwd === join(folder, each) || cwd.startsWith(join(folder, each) + sep));
    if (part !== undefined) used[part] = (used[part] ?? 0) + ms;
  }
  return used;
}

/** What was used between two readings. */
export const usedBetween = (before: Record<string, number>, after: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([part, ms]) => [part, ms - (before[part] ?? 0)]));

async function readProcess(pid: string): Promise<{ cwd: string; ms: number } | undefined> {
  try {
    const [cwd, stat] = await Promise.all([readlink(`/proc/${pid}/cwd`), readFile(`/proc/${pid}/stat`, 'utf8')]);
    return { cwd, ms: ticksOf(stat) * msPerTick };
  } catch {
    return undefined; // it has just ended
  }
}

/** User and system time of a process and of its children that have ended: fields 14 to 17 of proc_pid_stat(5). */
export function ticksOf(stat: string): number {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return afterName.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}
