import { parseStartOptions, startHelp, type StartOptions } from './command-line.js';
import { readEnv } from './env.schema.js';
import { urlOf } from './parts/app-environments.js';
import { migrations } from './parts/migrations.js';
import { portsFree } from './ports/ports-free.js';
import { portsOf } from './ports/port-plan.js';
import type { DemoWorkspace, RunningStack } from './running-stack.js';
import { addressesOf } from './stage/addresses.js';
import { appStages, contentStages, portsUsed, serverStages, type StackPlan } from './stage/plan.js';
import { task } from './stage/stage.js';
import { withStack } from './stage/with-stack.js';
import { messageOf } from './message-of.js';
import { playStory } from './story/play-story.js';
import { Sandbox } from './story/sandbox.js';
import { profileFolder } from './workspace.js';

const print = (line: string): void => console.log(line);

async function run(): Promise<number> {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.wantsHelp) return (print(startHelp), 0);
  const env = readEnv();
  if (env.WHATSAPP_API_URL && options.hasStory)
    throw new Error('The story needs the sandbox: with WHATSAPP_API_URL add --no-story');
  const folder = profileFolder(env.THREADLINE_PROFILE);
  return startAndStay({ folder, ports: portsOf(env), env, isForTests: false }, options);
}

async function startAndStay(plan: StackPlan, options: StartOptions): Promise<number> {
  const begin = performance.now();
  let workspace: DemoWorkspace | undefined;
  const demo = task('Demo workspace', async () => {
    const { ensureDemoWorkspace } = await import('./parts/demo-workspace.js');
    workspace = await ensureDemoWorkspace(plan.folder, addressesOf(plan).databaseUrl);
  });
  const groups = [
    [portsFree(plan.ports, portsUsed(plan))],
    serverStages(plan),
    [migrations(addressesOf(plan).databaseUrl), ...contentStages(plan)],
    [...appStages(plan), demo],
  ];
  const isNpmScript = plan.env.npm_lifecycle_event !== undefined;
  const exitCodeWhenInterrupted = options.isOnce ? 130 : 0;
  return withStack({ folder: plan.folder, groups, print, exitCodeWhenInterrupted, isNpmScript }, () => {
    if (workspace === undefined) throw new Error('there is no demo workspace');
    print(`Threadline is up after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    return use(plan, runningStack(plan, workspace), options);
  });
}

const runningStack = (plan: StackPlan, workspace: DemoWorkspace): RunningStack => ({
  ...addressesOf(plan),
  gatewayUrl: urlOf(plan.ports.gateway),
  sandboxUrl: plan.env.WHATSAPP_API_URL ?? urlOf(plan.ports.sandbox),
  temporalUiUrl: urlOf(plan.ports.temporalUi),
  workspace,
});

async function use(plan: StackPlan, stack: RunningStack, options: StartOptions): Promise<number> {
  if (!plan.env.WHATSAPP_API_URL) await new Sandbox(stack.sandboxUrl, stack.workspace).introduce();
  const isGood = !options.hasStory || (await isToldWell(stack));
  if (options.isOnce) return isGood ? 0 : 1;
  print(addressLines(plan, stack));
  return new Promise(() => {}); // until the stack is interrupted or breaks down
}

async function isToldWell(stack: RunningStack): Promise<boolean> {
  try {
    await playStory(stack, print);
    return true;
  } catch (error) {
    print(`The story did not go as it should: ${messageOf(error)}`);
    return false;
  }
}

/** A page on which anybody is a customer of the demo workspace. */
const phoneAddress = ({ sandboxUrl, workspace }: RunningStack): string =>
  `${sandboxUrl}/phone?number=${workspace.phoneNumberId}`;

const addressLines = ({ env }: StackPlan, stack: RunningStack): string =>
  [
    '',
    `  API docs      ${stack.gatewayUrl}/docs`,
    `  API key       ${stack.workspace.apiKey}`,
    ...(env.TEMPORAL_ADDRESS ? [] : [`  Temporal UI   ${stack.temporalUiUrl}`]),
    ...(env.WHATSAPP_API_URL ? [] : [`  Phone         ${phoneAddress(stack)}`, `  Sandbox       ${stack.sandboxUrl}`]),
    'Ctrl-C stops everything.',
  ].join('\n');

process.umask(0o022); // initdb refuses a stricter one
run().then(
  (code) => process.exit(code), // an interrupted story may still be waiting for something
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
