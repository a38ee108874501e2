import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnv } from './env.schema.js';
import { timeSkippingServerStage } from './parts/time-skipping-server.js';
import { triedMigrations } from './parts/migrations.js';
import { freePorts } from './ports/port-plan.js';
import { addressesOf } from './stage/addresses.js';
import { contentStages, serverStages, type StackPlan } from './stage/plan.js';
import { task } from './stage/stage.js';
import { withStack } from './stage/with-stack.js';
import { testEnvironment } from './test-environment.js';
import { cacheFolder, profileFolder } from './workspace.js';

/** The profile's folder of the stack that developers let stay up. */
export const devFolder = profileFolder('dev');

/** Lines for a shell to read (`. file`); the file is there while the stack is up. */
export const devAddressFile = profileFolder('dev-stack.env');

const needs = { timeSkippingServer: true, servers: true, apps: false };

/** Runs a stack for tests on free ports until it is interrupted. Resolves with the exit code. */
export async function runDevStack(print: (line: string) => void): Promise<number> {
  const env = readEnv();
  const plan: StackPlan = { folder: devFolder, ports: await freePorts(), env, isForTests: true };
  let timeSkippingServer = '';
  const groups = [
    [task('Old data', removeData)],
    [...serverStages(plan), timeSkippingServerStage(env, cacheFolder(env), (path) => (timeSkippingServer = path))],
    [triedMigrations(addressesOf(plan).databaseUrl), ...contentStages(plan)],
  ];
  try {
    const run = { folder: devFolder, groups, print, exitCodeWhenInterrupted: 0, isNpmScript: false };
    return await withStack(run, async () => {
      await writeVariables(testEnvironment(plan, needs, timeSkippingServer));
      print(`The dev stack is up: . ${devAddressFile}`);
      return new Promise(() => {}); // until it is interrupted or breaks down
    });
  } finally {
    await rm(devAddressFile, { force: true });
  }
}

async function removeData(): Promise<void> {
  for (const part of ['postgres', 'kafka']) await rm(join(devFolder, part), { recursive: true, force: true });
}

async function writeVariables(variables: Record<string, string>): Promise<void> {
  const unfinished = `${devAddressFile}.unfinished`;
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(unfinished, lines.join(''));
  await rename(unfinished, devAddressFile);
}
