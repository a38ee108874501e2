import { NumberTaken } from '@threadline/persistence';
import { InvalidEnv } from '@threadline/platform';
import { Failed, Misused, type Command, type Show } from './command.js';
import { createWorkspaceCommand } from './create-workspace.command.js';
import { deadLettersCommand } from './dead-letters.command.js';
import { rebuildAttributionCommand } from './rebuild-attribution.command.js';
import { reconcileRunsCommand } from './reconcile-runs.command.js';
import { restoreRunsCommand } from './restore-runs.command.js';
import { rewindEventsCommand } from './rewind-events.command.js';
import { rotateSecretsCommand } from './rotate-secrets.command.js';
import { setAccessTokenCommand } from './set-access-token.command.js';

const commands: readonly Command[] = [
  createWorkspaceCommand,
  deadLettersCommand,
  rebuildAttributionCommand,
  rotateSecretsCommand,
  setAccessTokenCommand,
  reconcileRunsCommand,
  restoreRunsCommand,
  rewindEventsCommand,
];

const help = `${commands.map((command) => `node apps/gateway/dist/cli.js ${command.help}`).join('\n\n\n')}

DATABASE_URL names the database.
`;

/** Does what a command line asks for. Never throws: what went wrong is text for standard error. */
export async function runCli(args: string[], show: Show = () => undefined): Promise<{ exitCode: 0 | 1; text: string }> {
  try {
    return { exitCode: 0, text: await answer(args, show) };
  } catch (error) {
    return { exitCode: 1, text: `${wordsOf(error)}\n` };
  }
}

async function answer([name, ...args]: string[], show: Show): Promise<string> {
  if (name === undefined || [name, ...args].includes('--help')) return help;
  const command = commands.find((each) => each.name === name);
  if (!command) throw new Misused(`There is no command "${name}".`);
  return command.run(args, show);
}

function wordsOf(error: unknown): string {
  if (error instanceof Misused || isMisuse(error)) return `${error.message}\n\n${help}`;
  if (error instanceof Failed || error instanceof InvalidEnv || error instanceof NumberTaken) return error.message;
  return `It did not work. ${[...new Set(causesOf(error))].join(': ')}`;
}

/** What an error says, and what those say that caused it: Temporal's client tells only there that nobody answered. */
function causesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause === undefined ? [] : causesOf(error.cause))];
}

/** What Node's reader of arguments throws: https://nodejs.org/api/errors.html#err_parse_args_unknown_option */
const isMisuse = (error: unknown): error is Error =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS_');
