import { inTransaction, inTransactionByKeys, type OwedRow, type Tx } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import type { TemporalRuns } from './temporal/temporal-runs.js';

/** A transaction under way, the moment it is about, and the calls to Temporal it owes once it has committed. */
export interface Work {
  tx: Tx;
  now: number;
  owed: OwedRow[];
}

/** Runs units of work: one transaction each, the owed calls right after the commit, and by the relay if that fails. */
export class Workbench {
  constructor(
    private readonly dataSource: DataSource,
    private readonly temporal: TemporalRuns,
  ) {}

  /** What `act` returns, once its transaction has committed and its calls were tried. `act` may be repeated as a whole. */
  run<T>(now: number, act: (work: Work) => Promise<T>): Promise<T> {
    return this.runIn(inTransaction, now, act);
  }

  /** The same for work that looks all its rows up by keys: what concerns one contact, and is done often. */
  runByKeys<T>(now: number, act: (work: Work) => Promise<T>): Promise<T> {
    return this.runIn(inTransactionByKeys, now, act);
  }

  private async runIn<T>(transaction: typeof inTransaction, now: number, act: (work: Work) => Promise<T>): Promise<T> {
    let owed: OwedRow[] = [];
    const result = await transaction(this.dataSource, (tx) => {
      owed = [];
      return act({ tx, now, owed });
    });
    await this.temporal.tryDeliver(owed);
    return result;
  }
}
