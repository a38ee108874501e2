import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LauncherEnv } from '../env.schema.js';
import { task, type Stage, type StageContext } from '../stage/stage.js';
import { localRoot } from '../workspace.js';
import { mavenJars } from './maven-jars.js';

const version = '1.38.0';

// The SDK kills the process it started, hence `exec`; the watcher ends java when the tests themselves were killed.
const wrapper = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
( while kill -0 "$PPID" && kill -0 "$$"; do sleep 1; done; kill -9 "$$" ) </dev/null >/dev/null 2>&1 &
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`;

/** The path of an executable that is Temporal's time-skipping test server, for `TestWorkflowEnvironment`'s `existing-path`. */
export async function timeSkippingServer(cacheFolder: string, context: StageContext): Promise<string> {
  const cache = join(cacheFolder, `time-skipping-server-${version}`);
  const pomFolder = join(localRoot, 'time-skipping-server');
  await mavenJars({ name: `Temporal's time-skipping server ${version}`, pomFolder, cache }, context);
  const file = join(cache, 'time-skipping-server');
  const unfinished = `${file}.${process.pid}`;
  await mkdir(cache, { recursive: true });
  await writeFile(unfinished, wrapper);
  await chmod(unfinished, 0o755);
  await rename(unfinished, file);
  return file;
}

/** Has the server ready to be started by specs and tells its path: our own, or the one the environment names. */
export const timeSkippingServerStage = (env: LauncherEnv, cache: string, tell: (path: string) => void): Stage =>
  task('Time-skipping server', async (context) =>
    tell(env.TEST_TIME_SKIPPING_SERVER ?? (await timeSkippingServer(cache, context))),
  );
