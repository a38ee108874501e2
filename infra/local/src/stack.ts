import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { devAddressFile, devFolder, runDevStack } from './dev-stack.js';
import { childEnvironment } from './env.schema.js';
import { endLauncher, launcherOf } from './process/launcher-lock.js';
import { endLeftovers } from './process/leftovers.js';
import { poll } from './process/poll.js';
import { messageOf } from './message-of.js';

const help = `A stack for tests that stays up: Postgres, Kafka and Temporal on free ports, without apps.
  node infra/local/dist/stack.js                until Ctrl-C
  node infra/local/dist/stack.js --background   returns when it is ready
  node infra/local/dist/stack.js --stop         ends it
Its addresses: . .threadline/dev-stack.env`;

const print = (line: string): void => console.log(line);
const backgroundPatienceMs = 600_000; // the first start may build the Temporal CLI

async function run(): Promise<number> {
  const options = { background: { type: 'boolean' }, stop: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) return (print(help), 0);
  if (values.stop) return stopRunning();
  if (await launcherOf(devFolder)) return (print(`The dev stack is running: . ${devAddressFile}`), 0);
  return values.background ? startInBackground() : runDevStack(print);
}

async function stopRunning(): Promise<number> {
  const launcher = await launcherOf(devFolder);
  if (launcher !== undefined) await endLauncher(launcher.pid);
  await endLeftovers(devFolder);
  print('The dev stack is stopped.');
  return 0;
}

/** The output goes to a file, so that a pipe of the caller is not held open. */
async function startInBackground(): Promise<number> {
  const logFile = join(devFolder, 'launcher.log');
  await mkdir(devFolder, { recursive: true });
  await rm(devAddressFile, { force: true });
  const log = await open(logFile, 'w');
  const child = spawn(process.execPath, [import.meta.filename], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: childEnvironment(),
  });
  child.unref();
  await log.close();
  await poll(() => child.exitCode !== null || existsSync(devAddressFile), { timeoutMs: backgroundPatienceMs });
  print((await readFile(logFile, 'utf8')).trimEnd());
  return child.exitCode ?? 0;
}

process.umask(0o022); // initdb refuses a stricter one
run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
