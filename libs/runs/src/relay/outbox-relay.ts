import type { OutboundEvent, Topic } from '@threadline/contracts';
import { inTransaction, outboxOf, settleOutbox, takeShards, type OutboxRow } from '@threadline/persistence';
import type { DataSource } from 'typeorm';

/** Where events go. Resolves once Kafka has acknowledged all of them. */
export interface EventSink {
  send(topic: Topic, messages: { key: string; value: string }[]): Promise<void>;
}

const batchSize = 1_000;

/**
 * Carries events from the outbox to Kafka. A shard holds all of a contact's events and has one holder at a time, so a contact's
 * order is kept; a crash between Kafka and the commit repeats events, which carry the ids to be recognised by.
 */
export class OutboxRelay {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sink: EventSink,
  ) {}

  /** Sends what is queued, and nobody else is about to send. Returns how many events went out. */
  async drain(): Promise<number> {
    for (let sent = 0; ;) {
      const count = await this.sendBatch();
      sent += count;
      if (count < batchSize) return sent;
    }
  }

  /** What one topic does not take stays; what the others took is not sent again. */
  private async sendBatch(): Promise<number> {
    const { count, failed } = await inTransaction(this.dataSource, async (tx) => {
      const shards = await takeShards(tx);
      if (shards.length === 0) return { count: 0 };
      // In a statement after the locks: whoever held them before has deleted what it sent.
      const rows = await outboxOf(tx, shards, batchSize);
      const sent = await Promise.allSettled([...byTopic(rows)].map((ofTopic) => this.sendTo(...ofTopic)));
      await settleOutbox(
        tx,
        sent.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])),
      );
      return { count: rows.length, failed: sent.find((each) => each.status === 'rejected') };
    });
    if (failed) throw failed.reason;
    return count;
  }

  private async sendTo(topic: Topic, rows: readonly OutboxRow[]): Promise<number[]> {
    await this.sink.send(topic, rows.map(toMessage));
    return rows.map(({ id }) => id);
  }
}

function byTopic(rows: readonly OutboxRow[]): Map<Topic, OutboxRow[]> {
  const groups = new Map<Topic, OutboxRow[]>();
  for (const row of rows) groups.set(row.topic, [...(groups.get(row.topic) ?? []), row]);
  return groups;
}

const toMessage = ({ key, event }: { key: string; event: OutboundEvent }) => ({ key, value: JSON.stringify(event) });
