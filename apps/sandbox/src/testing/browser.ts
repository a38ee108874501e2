import { chromium, type Browser } from 'playwright-core';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Starts the Chromium of this machine: CHROMIUM_PATH, else the first on the PATH.
 * @throws Error saying how to get one when there is none.
 */
export function startBrowser({ CHROMIUM_PATH, PATH = '' }: NodeJS.ProcessEnv): Promise<Browser> {
  const onPath = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  const executablePath = CHROMIUM_PATH ?? onPath.find(isExecutable);
  if (executablePath === undefined)
    throw new Error('No Chromium on this machine: apt-get install -y chromium, or name one in CHROMIUM_PATH.');
  return chromium.launch({ executablePath });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
