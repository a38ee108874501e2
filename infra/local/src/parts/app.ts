import { join } from 'node:path';
import { childEnvironment } from '../env.schema.js';
import { serverStage } from '../stage/server-stage.js';
import type { Stage } from '../stage/stage.js';
import { workspaceRoot } from '../workspace.js';

/** One of our apps as a child process. */
export interface AppSettings {
  readonly name: 'gateway' | 'worker' | 'sandbox';
  /** What it is called where there are several of one name. */
  readonly part?: string;
  /** The app's own folder, under the profile's. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  /** The app's variables, by its `env.schema.ts`; asked for when it starts. */
  readonly env: () => Record<string, string>;
}

/** Ready when its health route says so. */
export const app = ({ name, part = name, folder, logFile, port, env }: AppSettings): Stage =>
  serverStage({
    name: part,
    readyWithinMs: 60_000,
    prepare: () =>
      Promise.resolve({
        command: process.execPath,
        args: ['--enable-source-maps', join(workspaceRoot, 'apps', name, 'dist/main.js')],
        folder,
        logFile,
        env: childEnvironment({ ...env(), PORT: String(port) }),
      }),
    isReady: () => answersOk(`http://127.0.0.1:${port}/health/ready`),
  });

const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000), headers: { connection: 'close' } }).then(
    ({ ok }) => ok,
    () => false,
  );
