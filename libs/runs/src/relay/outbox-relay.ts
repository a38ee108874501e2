import type { OutboundEvent, Topic } from '@threadline/contracts';
import {
  inTransaction,
  outboxOf,
  pendingShards,
  settleOutbox,
  tryLockShard,
  type OutboxRow,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';

/** Where events go. Resolves once Kafka has acknowledged all of them. */
export interface EventSink {
  send(topic: Topic, messages: { key: string; value: string }[]): Promise<void>;
}

const batchSize = 500;

/**
 * Carries events from the outbox to Kafka. A shard holds all of a contact's events and has one holder at a time, so a contact's
 * order is kept; a crash between Kafka and the commit repeats events, which carry the ids to be recognised by.
 */
export class OutboxRelay {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sink: EventSink,
  ) {}

  /** Sends what is queued. Returns how many events went out. */
  async drain(): Promise<number> {
    let sent = 0;
    for (const shard of await pendingShards(this.dataSource.manager)) sent += await this.drainShard(shard);
    return sent;
  }

  private drainShard(shard: number): Promise<number> {
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await tryLockShard(tx, shard))) return 0;
      const rows = await outboxOf(tx, shard, batchSize);
      await Promise.all([...byTopic(rows)].map(([topic, events]) => this.sink.send(topic, events.map(toMessage))));
      await settleOutbox(
        tx,
        rows.map(({ id }) => id),
      );
      return rows.length;
    });
  }
}

function byTopic(rows: readonly OutboxRow[]): Map<Topic, OutboxRow[]> {
  const groups = new Map<Topic, OutboxRow[]>();
  for (const row of rows) groups.set(row.topic, [...(groups.get(row.topic) ?? []), row]);
  return groups;
}

const toMessage = ({ key, event }: { key: string; event: OutboundEvent }) => ({ key, value: JSON.stringify(event) });
