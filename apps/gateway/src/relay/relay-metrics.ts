import { Injectable } from '@nestjs/common';
import { backlogs, type Backlog } from '@threadline/persistence';
import { Gauge, Registry } from '@threadline/platform';
import { DataSource } from 'typeorm';

/** What stands in the database and is still to be carried out of it, asked for whenever metrics are; left out while it is away. */
@Injectable()
export class RelayMetrics {
  constructor(registry: Registry, dataSource: DataSource) {
    const gauge = (name: string, help: string, valueOf: (backlog: Backlog) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ['queue'],
        registers: [registry],
        async collect() {
          this.reset();
          for (const backlog of await backlogs(dataSource.manager).catch(() => []))
            this.set({ queue: backlog.queue }, valueOf(backlog));
        },
      });
    gauge('threadline_relay_backlog', 'Rows that wait to be carried to Kafka or Temporal', ({ waiting }) => waiting);
    gauge('threadline_relay_oldest_seconds', 'Age of the oldest of them', ({ oldestSeconds }) => oldestSeconds);
  }
}
