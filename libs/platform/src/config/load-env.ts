import { z } from 'zod';

/** The environment does not fit an app's schema; the message names every variable at fault, never its value. */
export class InvalidEnv extends Error {
  readonly code = 'invalid_env';

  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidEnv';
  }
}

/**
 * Reads the environment once, as an app's schema describes it. An empty variable counts as absent, as in a compose file.
 * @throws {InvalidEnv} naming every variable that is missing or wrong.
 */
export function loadEnv<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv = process.env): z.infer<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidEnv(parsed.error.issues.map((issue) => problem(issue, given)));
}

function problem({ path: [variable, ...within], message }: z.core.$ZodIssue, given: NodeJS.ProcessEnv): string {
  const name = variable === undefined ? '(all)' : String(variable);
  if (variable !== undefined && !(name in given)) return `${name}: is missing`;
  return `${name}: ${within.length > 0 ? `entry ${within.join('.')} ` : ''}${message}`;
}
