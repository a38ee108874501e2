import { createDataSource, NumberTaken } from '@threadline/persistence';
import { InvalidEnv, loadEnv } from '@threadline/platform';
import { createWorkspace, NewWorkspace } from '@threadline/workspaces';
import { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Env } from './env.schema.js';

const options = {
  slug: { type: 'string' },
  name: { type: 'string' },
  'time-zone': { type: 'string' },
  'phone-number-id': { type: 'string' },
  'waba-id': { type: 'string' },
  'display-phone': { type: 'string' },
  help: { type: 'boolean' },
} as const;

const help = `node apps/gateway/dist/cli.js create-workspace --slug my-shop --name "My shop" --time-zone Europe/Rome \\
  --phone-number-id 100000000000001 --waba-id 200000000000001 --display-phone +390212345678

Opens a workspace, or finds the one of this slug again, and prints a new API key of its owner. The key is shown only now.
DATABASE_URL names the database.

  --slug             ${NewWorkspace.shape.slug.description}
  --name             ${NewWorkspace.shape.name.description}
  --time-zone        ${NewWorkspace.shape.timeZone.description}
  --phone-number-id  ${NewWorkspace.shape.phoneNumberId.description}
  --waba-id          ${NewWorkspace.shape.wabaId.description}
  --display-phone    ${NewWorkspace.shape.displayPhone.description}
`;

/** What the command line says is wrong with it. */
class Misused extends Error {}

async function main(): Promise<string> {
  const { values, positionals } = read();
  if (values.help || positionals.length === 0) return help;
  if (positionals.join(' ') !== 'create-workspace') throw new Misused(`There is no command "${positionals.join(' ')}"`);
  const workspace = NewWorkspace.safeParse({
    slug: values.slug,
    name: values.name,
    timeZone: values['time-zone'],
    phoneNumberId: values['phone-number-id'],
    wabaId: values['waba-id'],
    displayPhone: values['display-phone'],
  });
  if (!workspace.success) throw new Misused(z.prettifyError(workspace.error));
  const { DATABASE_URL: url } = loadEnv(Env.pick({ DATABASE_URL: true }));
  const dataSource = await createDataSource({ url, poolSize: 1, applicationName: 'threadline-cli' }).initialize();
  try {
    const { workspaceId, apiKey } = await createWorkspace(dataSource, workspace.data);
    return `workspace ${workspaceId}\napi key   ${apiKey}\n`;
  } finally {
    await dataSource.destroy();
  }
}

function read() {
  try {
    return parseArgs({ args: argv.slice(2), options, allowPositionals: true });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Misused) return `${error.message}\n\n${help}`;
  if (error instanceof InvalidEnv || error instanceof NumberTaken) return error.message;
  return `It did not work. ${error instanceof Error ? error.message : String(error)}`;
}

try {
  stdout.write(await main());
} catch (error) {
  stderr.write(`${wordsOf(error)}\n`);
  exit(1);
}
