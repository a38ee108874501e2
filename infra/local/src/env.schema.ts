import { z } from 'zod';

const Port = z.coerce.number('a port number expected').int().min(1).max(65_535);
const Brokers = z.string().transform((list) => list.split(',').map((broker) => broker.trim()));

/** What the launcher takes from its environment. An address given here means: use that server, start no embedded one. */
export const LauncherEnv = z.object({
  THREADLINE_PROFILE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes only')
    .default('default'),
  THREADLINE_GATEWAY_PORT: Port.default(3000),
  THREADLINE_WORKER_PORT: Port.default(3001),
  THREADLINE_SANDBOX_PORT: Port.default(3002),
  THREADLINE_POSTGRES_PORT: Port.default(5433),
  THREADLINE_KAFKA_PORT: Port.default(9092),
  THREADLINE_KAFKA_CONTROLLER_PORT: Port.default(9093),
  THREADLINE_TEMPORAL_PORT: Port.default(7233),
  THREADLINE_TEMPORAL_UI_PORT: Port.default(8233),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  KAFKA_BROKERS: Brokers.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^:]+:\d+$/, 'host:port expected')
    .optional(),
  WHATSAPP_API_URL: z.url().optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().default('local-access-token'),
  WHATSAPP_APP_SECRET: z.string().default('local-app-secret'),
  WHATSAPP_VERIFY_TOKEN: z.string().default('local-verify-token'),
  SECRETS_KEYS: z.string().optional(),
  TEST_TIME_SKIPPING_SERVER: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  /** Set by npm in everything it runs as a script. */
  npm_lifecycle_event: z.string().optional(),
});
export type LauncherEnv = z.infer<typeof LauncherEnv>;

/**
 * Reads the launcher's settings; an empty variable counts as not given.
 * @throws Error naming every variable with a bad value.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): LauncherEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = LauncherEnv.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Bad setting in the environment:\n${problems.join('\n')}`);
}

/** The environment handed on to child processes (PATH, HOME, proxies), with `extra` on top. */
export function childEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}
