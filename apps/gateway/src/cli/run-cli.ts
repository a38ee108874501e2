import { createDataSource, NumberTaken } from '@threadline/persistence';
import { InvalidEnv, loadEnv } from '@threadline/platform';
import { createWorkspace, NewWorkspace } from '@threadline/workspaces';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Env } from '../env.schema.js';

const options = {
  slug: { type: 'string' },
  name: { type: 'string' },
  'time-zone': { type: 'string' },
  'phone-number-id': { type: 'string' },
  'waba-id': { type: 'string' },
  'display-phone': { type: 'string' },
  help: { type: 'boolean' },
} as const;

const { slug, name, timeZone, phoneNumberId, wabaId, displayPhone } = NewWorkspace.shape;

const help = `node apps/gateway/dist/cli.js create-workspace --slug my-shop --name "My shop" --time-zone Europe/Rome \\
  --phone-number-id 100000000000001 --waba-id 200000000000001 --display-phone +390212345678

Opens a workspace, or finds the one of this slug again, and prints a new API key of its owner. The key is shown only now.
DATABASE_URL names the database.

  --slug             ${slug.description}
  --name             ${name.description}
  --time-zone        ${timeZone.description}
  --phone-number-id  ${phoneNumberId.description}
  --waba-id          ${wabaId.description}
  --display-phone    ${displayPhone.description}
`;

/** The command line asks for something that there is not. */
class Misused extends Error {}

/** Does what a command line asks for. Never throws: what went wrong is text for standard error. */
export async function runCli(args: string[]): Promise<{ exitCode: 0 | 1; text: string }> {
  try {
    return { exitCode: 0, text: await answer(args) };
  } catch (error) {
    return { exitCode: 1, text: `${wordsOf(error)}\n` };
  }
}

async function answer(args: string[]): Promise<string> {
  const { values, positionals } = read(args);
  if (values.help || positionals.length === 0) return help;
  if (positionals.join(' ') !== 'create-workspace')
    throw new Misused(`There is no command "${positionals.join(' ')}".`);
  const workspace = NewWorkspace.safeParse({
    slug: values.slug,
    name: values.name,
    timeZone: values['time-zone'],
    phoneNumberId: values['phone-number-id'],
    wabaId: values['waba-id'],
    displayPhone: values['display-phone'],
  });
  if (!workspace.success) throw new Misused(z.prettifyError(workspace.error));
  return created(workspace.data);
}

async function created(workspace: NewWorkspace): Promise<string> {
  const { DATABASE_URL: url } = loadEnv(Env.pick({ DATABASE_URL: true }));
  const dataSource = await createDataSource({ url, poolSize: 1, applicationName: 'threadline-cli' }).initialize();
  try {
    const { workspaceId, apiKey } = await createWorkspace(dataSource, workspace);
    return `workspace ${workspaceId}\napi key   ${apiKey}\n`;
  } finally {
    await dataSource.destroy();
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Misused) return `${error.message}\n\n${help}`;
  if (error instanceof InvalidEnv || error instanceof NumberTaken) return error.message;
  return `It did not work. ${error instanceof Error ? error.message : String(error)}`;
}
