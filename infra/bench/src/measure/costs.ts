import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../report/figure.js';
import type { System } from '../system/system.js';
import { kafkaBytes } from './kafka-log.js';
import { countsAreThereAfterMs, walBytes, writtenIn, type Written } from './postgres.js';

/** What runs write to Postgres and to Kafka. */
export class Costs {
  private readonly wal: number[] = [];
  private readonly kafka: number[] = [];

  private constructor(
    private readonly system: System,
    private readonly before: Written,
  ) {}

  static async begin(system: System): Promise<Costs> {
    await pause(countsAreThereAfterMs);
    return new Costs(system, await writtenIn(system.database.pool));
  }

  /** Does work of the runs that are counted; others may work on the same servers before and after it. */
  async counting<Result>(work: () => Promise<Result>): Promise<Result> {
    const { database, servers } = this.system;
    const [wal, kafka] = await Promise.all([walBytes(database.pool), kafkaBytes(servers.folder)]);
    const result = await work();
    this.wal.push((await walBytes(database.pool)) - wal);
    this.kafka.push((await kafkaBytes(servers.folder)) - kafka);
    return result;
  }

  /** What each of `runs` has written, now that all have ended. */
  async perRun(runs: number): Promise<Figure[]> {
    await pause(countsAreThereAfterMs);
    const after = await writtenIn(this.system.database.pool);
    const share = runs / this.wal.length;
    return [
      {
        figure: 'Postgres',
        unit: 'transactions/run',
        samples: [(after.transactions - this.before.transactions) / runs],
      },
      { figure: 'Postgres', unit: 'rows written/run', samples: [(after.rows - this.before.rows) / runs] },
      { figure: 'Postgres', unit: 'WAL bytes/run', samples: this.wal.map((bytes) => bytes / share) },
      { figure: 'Kafka', unit: 'bytes/run', samples: this.kafka.map((bytes) => bytes / share) },
    ];
  }
}
