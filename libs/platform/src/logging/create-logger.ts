import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import type { LogLevel } from '../config/app-env.js';

/** Our logger: JSON lines on standard output. */
export type Logger = PinoLogger;

/** Fields that hold personal data or secrets; their values never reach a log, up to three levels deep. */
const secretFields = ['phone', 'text', 'token', 'accessToken', 'secret', 'authorization'];
const redactedPaths = secretFields.flatMap((field) => ['', '*.', '*.*.', '*.*.*.'].map((depth) => depth + field));

/** A logger that carries the app's name in each line. Errors go under `err`. */
export function createLogger(
  { name, level }: { name: string; level: LogLevel },
  destination?: DestinationStream,
): Logger {
  const options = { name, level, redact: { paths: redactedPaths, censor: '[redacted]' }, base: undefined };
  return destination ? pino(options, destination) : pino(options);
}
