import type { Logger } from '@threadline/platform';

/** The app's log, as a class that can be injected. */
export class AppLogger {
  constructor(readonly log: Logger) {}
}
