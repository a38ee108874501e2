import { KafkaUnavailable } from '@threadline/kafka';
import { isTransient } from '@threadline/persistence';

/** https://nodejs.org/api/errors.html#common-system-errors and those of name resolution. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether an error is about a connection, a lock or a serialization, in itself or in what caused it: then the batch comes again. */
export function isCuredByWaiting(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof KafkaUnavailable || isTransient(error)) return true;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && networkCodes.has(code)) return true;
  return error !== cause && isCuredByWaiting(cause);
}
