import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLauncher } from './process/launcher-lock.js';
import { endLeftovers } from './process/leftovers.js';
import { profileFolder } from './workspace.js';

/** The name of the profile of one `npm test`; it tells whose it is. */
export const testProfile = (pid: number): string => `test-${pid}`;

/** Where the logs of the last test run that was not good are kept. */
export const keptLogs = profileFolder('test-logs');

/** Ends and removes what test runs left behind that were killed. */
export async function removeStaleTestProfiles(): Promise<void> {
  const names = await readdir(profileFolder('.')).catch(() => []);
  for (const name of names) {
    const pid = /^test-(\d+)$/.exec(name)?.[1];
    if (pid === undefined || (await isLauncher(Number(pid)))) continue;
    await endLeftovers(profileFolder(name));
    await rm(profileFolder(name), { recursive: true, force: true });
  }
}

/** Removes a test profile; after a run that was not good its logs are kept. */
export async function removeTestProfile(folder: string, wasGood: boolean): Promise<void> {
  if (!wasGood) {
    await rm(keptLogs, { recursive: true, force: true });
    await cp(join(folder, 'logs'), keptLogs, { recursive: true }).catch(() => {}); // no server was started
  }
  await rm(folder, { recursive: true, force: true });
}
