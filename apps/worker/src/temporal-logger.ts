import type { LogLevel, LogMetadata, Logger as TemporalLogger } from '@temporalio/worker';
import type { Logger } from '@threadline/platform';

/** Temporal's own words, in the app's log. */
export function temporalLogger(logger: Logger): TemporalLogger {
  const at = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: LogMetadata) =>
    logger[level](meta ?? {}, message);
  const by = { TRACE: at('trace'), DEBUG: at('debug'), INFO: at('info'), WARN: at('warn'), ERROR: at('error') };
  return {
    log: (level: LogLevel, message, meta) => by[level](message, meta),
    trace: by.TRACE,
    debug: by.DEBUG,
    info: by.INFO,
    warn: by.WARN,
    error: by.ERROR,
  };
}
