import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment, readEnv } from './env.schema.js';
import { freePorts } from './ports/port-plan.js';
import { timeSkippingServer } from './parts/time-skipping-server.js';
import { interruption } from './process/interruption.js';
import { endLauncher, liveLauncher, releaseProfile, takeProfile } from './process/launcher-lock.js';
import { endLeftovers } from './process/leftovers.js';
import { poll } from './process/poll.js';
import { addressesOf, contentStages, serverStages, type StackPlan } from './stage/plan.js';
import { Stack } from './stage/stack.js';
import { task } from './stage/stage.js';
import { cacheFolder, profileFolder } from './workspace.js';

const help = `A stack for tests that stays up: Postgres, Kafka and Temporal on free ports, without apps.
  node infra/local/dist/stack.js                until Ctrl-C
  node infra/local/dist/stack.js --background   returns when it is ready
  node infra/local/dist/stack.js --stop         ends it
Its addresses: . .threadline/dev-stack.env
`;

const folder = profileFolder('dev');
const addressFile = profileFolder('dev-stack.env');
const print = (line: string): void => console.log(line);

async function run(): Promise<number> {
  const options = { background: { type: 'boolean' }, stop: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) print(help);
  else if (values.stop) await stopRunning();
  else if (await liveLauncher(folder)) print(`The dev stack is running: . ${addressFile}`);
  else if (values.background) return startInBackground();
  else return stayUp();
  return 0;
}

async function stopRunning(): Promise<void> {
  const launcher = await liveLauncher(folder);
  if (launcher === undefined) await endLeftovers(folder);
  else await endLauncher(launcher.pid);
  await rm(addressFile, { force: true });
  print('The dev stack is stopped.');
}

async function startInBackground(): Promise<number> {
  await rm(addressFile, { force: true });
  const script = process.argv[1] ?? '';
  await mkdir(folder, { recursive: true });
  const output = await open(join(folder, 'launcher.log'), 'w');
  const stdio = ['ignore', output.fd, output.fd] as const;
  const child = spawn(process.execPath, [script], { detached: true, stdio: [...stdio], env: childEnvironment() });
  child.unref();
  const isReady = (): Promise<boolean> =>
    readFile(addressFile).then(
      () => true,
      () => false,
    );
  await poll(async () => child.exitCode !== null || (await isReady()), { timeoutMs: 600_000 });
  await output.close();
  print((await readFile(join(folder, 'launcher.log'), 'utf8')).trimEnd());
  return child.exitCode ?? 0;
}

async function stayUp(): Promise<number> {
  const env = readEnv();
  const interrupted = interruption();
  await takeProfile(folder);
  await endLeftovers(folder);
  await rm(folder + '/postgres', { recursive: true, force: true });
  await rm(folder + '/kafka', { recursive: true, force: true });
  const plan: StackPlan = { folder, ports: await freePorts(), env, isForTests: true };
  let timeSkipping = '';
  const jars = task('Time-skipping server', async (context) => {
    timeSkipping = env.TEST_TIME_SKIPPING_SERVER ?? (await timeSkippingServer(cacheFolder(env), context));
  });
  const stack = new Stack([[...serverStages(plan), jars], contentStages(plan)], print);
  try {
    await Promise.race([stack.start(), interrupted]);
    await writeAddresses(plan, timeSkipping);
    print(`The dev stack is up: . ${addressFile}`);
    const end = await Promise.race([interrupted, stack.lost]);
    if (typeof end !== 'string') print(end.message);
    return typeof end === 'string' ? 0 : 1;
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await rm(addressFile, { force: true });
    await stack.stop();
    await releaseProfile(folder);
  }
}

async function writeAddresses(plan: StackPlan, timeSkipping: string): Promise<void> {
  const { databaseUrl, kafkaBrokers, temporalAddress } = addressesOf(plan);
  const values = {
    THREADLINE_TEST_STACK: '1',
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: kafkaBrokers.join(','),
    TEMPORAL_ADDRESS: temporalAddress,
    TEST_TIME_SKIPPING_SERVER: timeSkipping,
  };
  const lines = Object.entries(values).map(([name, value]) => `export ${name}='${value}'\n`);
  await mkdir(join(addressFile, '..'), { recursive: true });
  await writeFile(`${addressFile}.unfinished`, lines.join(''));
  await rename(`${addressFile}.unfinished`, addressFile);
}

process.umask(0o022);
process.exitCode = await run();
