import { z } from 'zod';

/** Log levels, quietest last. */
export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);
export type LogLevel = z.infer<typeof LogLevel>;

/** A TCP port as a variable holds it; 0 asks the system for a free one. */
export const Port = z.coerce.number().int().min(0).max(65_535);

/** A comma-separated list of `host:port`. */
export const HostList = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  )
  .pipe(z.array(z.string().regex(/^[^\s:]+:\d{1,5}$/, 'must be host:port, several separated by commas')).min(1));

/** What every app's environment has; an app's schema extends it. */
export const AppEnv = z.object({ PORT: Port, LOG_LEVEL: LogLevel.default('info') });
export type AppEnv = z.infer<typeof AppEnv>;
