import type { ChoreTurn, ChoreTurnInput, HousekeepingActivities } from '@threadline/contracts';
import { Counter, Gauge, type Logger, type Registry } from '@threadline/platform';
import type { Housekeeping } from '@threadline/runs';
import { forHistory } from './for-history.js';

/** The chores, counted under `/metrics` and in the log. */
export class HousekeepingWork implements HousekeepingActivities {
  private readonly done: Counter<'chore'>;
  private readonly failed: Counter<'chore'>;
  private readonly lastTurn: Gauge<'chore'>;

  constructor(
    private readonly housekeeping: Pick<Housekeeping, 'turn'>,
    private readonly watching: { logger: Logger; registry: Registry },
  ) {
    const common = { labelNames: ['chore'] as const, registers: [watching.registry] };
    this.done = new Counter({
      name: 'threadline_housekeeping_done_total',
      help: 'Rows or runs a chore dealt with',
      ...common,
    });
    this.failed = new Counter({ name: 'threadline_housekeeping_failed_total', help: 'Turns that failed', ...common });
    this.lastTurn = new Gauge({
      name: 'threadline_housekeeping_last_turn_timestamp_seconds',
      help: 'When a turn of the chore succeeded last, in Unix time',
      ...common,
    });
  }

  doChore = async (input: ChoreTurnInput): Promise<ChoreTurn> => {
    const { chore } = input;
    try {
      const turn = await this.housekeeping.turn(input);
      this.done.inc({ chore }, turn.done);
      this.lastTurn.setToCurrentTime({ chore });
      if (turn.done > 0) this.watching.logger.info({ chore, done: turn.done }, 'housekeeping');
      return turn;
    } catch (err) {
      this.failed.inc({ chore });
      this.watching.logger.error({ err, chore }, 'a chore failed');
      throw forHistory(err);
    }
  };
}
