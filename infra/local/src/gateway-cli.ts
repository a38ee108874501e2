import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, readEnv } from './env.schema.js';
import { messageOf } from './message-of.js';
import { appEnvironments, whatsAppOf } from './parts/app-environments.js';
import { portsOf } from './ports/port-plan.js';
import { addressesOf } from './stage/addresses.js';
import { profileFolder, workspaceRoot } from './workspace.js';

/** Runs the gateway's command line on the stack of `npm start`, or on the servers that the environment names. */
function run(args: readonly string[]): Promise<number> {
  const env = readEnv();
  const stack = { env, ports: portsOf(env), folder: profileFolder(env.THREADLINE_PROFILE) };
  const { gateway } = appEnvironments(stack, addressesOf(stack), whatsAppOf(env, stack.ports));
  const cli = spawn(process.execPath, [join(workspaceRoot, 'apps/gateway/dist/cli.js'), ...args], {
    env: childEnvironment(gateway),
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    cli.once('error', reject);
    cli.once('close', (code) => resolve(code ?? 1));
  });
}

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  },
);
