import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import type { LogLevel } from '../config/app-env.js';

/** Our logger: JSON lines on standard output. */
export type Logger = PinoLogger;

/** Fields that hold personal data or secrets; their values never reach a log, up to three levels deep. */
const secretFields = ['phone', 'text', 'token', 'accessToken', 'secret', 'secrets', 'authorization'];
const redactedPaths = secretFields.flatMap((field) => ['', '*.', '*.*.', '*.*.*.'].map((depth) => depth + field));

/** A logger that carries the app's name in each line. Errors go under `err`. */
export function createLogger(
  { name, level }: { name: string; level: LogLevel },
  destination?: DestinationStream,
): Logger {
  const serializers = { err: describeOnly, error: describeOnly };
  const options = { name, level, serializers, redact: { paths: redactedPaths, censor: '[redacted]' }, base: undefined };
  return destination ? pino(options, destination) : pino(options);
}

const maxCauses = 5;
const describeOnly = (error: unknown) => describeError(error);

/** What a log may tell of an error. Not its other fields: a database error carries the statement's parameters, which are personal data. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    code,
    stack,
    ...(cause !== undefined && depth < maxCauses && { cause: describeError(cause, depth + 1) }),
  };
}
