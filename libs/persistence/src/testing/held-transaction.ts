import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Tx } from '../transaction.js';

/**
 * A transaction on a connection of its own that keeps what it has locked until it is let go. With it a test says who comes first:
 * it holds a row, starts the others, and lets go when they stand in line.
 */
export class HeldTransaction {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly runner: QueryRunner,
  ) {}

  static async begin(dataSource: DataSource): Promise<HeldTransaction> {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    return new HeldTransaction(dataSource, runner);
  }

  get tx(): Tx {
    return this.runner.manager;
  }

  /** Until so many other connections of this database wait for a lock. */
  async until(waiting: number): Promise<void> {
    for (;;) {
      const [row] = await this.dataSource.query(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (row.waiting >= waiting) return;
      await pause(5);
    }
  }

  /** Commits; those who wait go on. */
  async letGo(): Promise<void> {
    await this.runner.commitTransaction();
    await this.runner.release();
  }
}
