import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLauncher } from './process/launcher-lock.js';
import { endLeftovers } from './process/leftovers.js';
import { profileFolder } from './workspace.js';

/** The folder of a stack that lives as long as one process; its name tells whose it is. */
export const temporaryProfile = (purpose: string, pid: number): string => profileFolder(`${purpose}-${pid}`);

/** Where the logs of the last run for a purpose are kept that was not good. */
export const keptLogs = (purpose: string): string => profileFolder(`${purpose}-logs`);

/** Ends and removes what runs for a purpose left behind that were killed. */
export async function removeStaleProfiles(purpose: string): Promise<void> {
  const names = await readdir(profileFolder('.')).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(`${purpose}-`))) {
    const pid = Number(name.slice(purpose.length + 1));
    if (!Number.isInteger(pid) || (await isLauncher(pid))) continue;
    await endLeftovers(profileFolder(name));
    await rm(profileFolder(name), { recursive: true, force: true });
  }
}

/** Removes the profile of this process; after a run that was not good its logs are kept. */
export async function removeProfile(purpose: string, wasGood: boolean): Promise<void> {
  const folder = temporaryProfile(purpose, process.pid);
  if (!wasGood) {
    await rm(keptLogs(purpose), { recursive: true, force: true });
    await cp(join(folder, 'logs'), keptLogs(purpose), { recursive: true }).catch(() => {}); // no server was started
  }
  await rm(folder, { recursive: true, force: true });
}
