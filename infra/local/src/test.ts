import { join } from 'node:path';
import { readEnv } from './env.schema.js';
import { timeSkippingServerStage } from './parts/time-skipping-server.js';
import { migrations } from './parts/migrations.js';
import { freePorts } from './ports/port-plan.js';
import { listSpecs, runJest } from './process/jest.js';
import { addressesOf } from './stage/addresses.js';
import { appStages, contentStages, serverStages, type StackPlan } from './stage/plan.js';
import type { StageGroups } from './stage/stack.js';
import { withStack } from './stage/with-stack.js';
import { messageOf } from './message-of.js';
import { countLine, countOf, isGood, sumOf, type JestResult, type TestCount } from './test-count.js';
import { testEnvironment } from './test-environment.js';
import { durationLines } from './test-durations.js';
import { passesOf } from './test-passes.js';
import { needsOf, type TestNeeds } from './test-needs.js';
import { keptLogs, removeProfile, removeStaleProfiles, temporaryProfile } from './temporary-profile.js';
import { cacheFolder, workspaceRoot } from './workspace.js';

const purpose = 'test';
const print = (line: string): void => console.log(line);
const tellCount = (count: TestCount): void => print(countLine(count));
const nothingRan: TestCount = { passed: 0, failed: 1, skipped: 0 };

/** Runs the selected specs in a stack that has what they need. Resolves with the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const env = readEnv();
  await removeStaleProfiles(purpose);
  const specs = await listSpecs(args, new AbortController().signal);
  if (specs.length === 0) throw new Error(`No spec matches: ${args.join(' ')}`);
  const folder = temporaryProfile(purpose, process.pid);
  return runIn({ folder, ports: await freePorts(), env, isForTests: true }, needsOf(specs), passesOf(specs, args));
}

async function runIn(plan: StackPlan, needs: TestNeeds, passes: readonly string[][]): Promise<number> {
  const { folder } = plan;
  let timeSkippingServer = '';
  let count = nothingRan;
  const groups = groupsOf(plan, needs, (path) => (timeSkippingServer = path));
  const isNpmScript = plan.env.npm_lifecycle_event !== undefined;
  const code = await withStack({ folder, groups, print, exitCodeWhenInterrupted: 130, isNpmScript }, async (signal) => {
    const env = testEnvironment(plan, needs, timeSkippingServer);
    const results: JestResult[] = [];
    for (const [index, args] of passes.entries()) {
      const result = await runJest({ args, env, resultFile: join(folder, `jest-${index}.json`), signal });
      if (result !== undefined) results.push(result);
    }
    for (const line of durationLines(results, workspaceRoot)) print(line);
    count = sumOf([...results.map(countOf), ...(results.length < passes.length ? [nothingRan] : [])]);
    return isGood(count) ? 0 : 1;
  });
  await removeProfile(purpose, code === 0);
  if (code !== 0 && needs.servers) print(`Logs of the servers and apps: ${keptLogs(purpose)}`);
  tellCount(count);
  return code;
}

function groupsOf(plan: StackPlan, needs: TestNeeds, onServer: (path: string) => void): StageGroups {
  const timeSkipping = timeSkippingServerStage(plan.env, cacheFolder(plan.env), onServer);
  return [
    [...(needs.servers ? serverStages(plan) : []), ...(needs.timeSkippingServer ? [timeSkipping] : [])],
    needs.servers ? [migrations(addressesOf(plan).databaseUrl), ...contentStages(plan)] : [],
    needs.apps ? appStages(plan) : [],
  ];
}

process.umask(0o022); // initdb refuses a stricter one
run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    tellCount(nothingRan);
    process.exit(1);
  },
);
