import { contactKey, topicOf, type Bell, type OutboundEvent, type SignalName, type Topic } from '@threadline/contracts';
import type { Tx } from '../transaction.js';

/** A call to Temporal that a transaction owes for a run. */
export type Owed =
  | {
      kind: 'start';
      workflowId: string;
      epoch: number;
      workspaceId: string;
      automationId: string;
      version: number;
      contactId: string;
      summary: string;
      /** Temporal's priority key; the usual one when there is none. */
      priority?: number;
    }
  | { kind: 'ring'; workflowId: string; signal: SignalName; bell: Bell };

export interface OwedRow {
  id: number;
  runId: string;
  owed: Owed;
}

/** Writes down calls to Temporal, to be made after the commit. */
export async function owe(tx: Tx, calls: readonly Omit<OwedRow, 'id'>[]): Promise<OwedRow[]> {
  if (calls.length === 0) return [];
  return tx.query<OwedRow[]>(
    `insert into dispatch (run_id, kind, payload) select c."runId", c.owed->>'kind', c.owed
     from jsonb_to_recordset($1) as c("runId" uuid, owed jsonb) returning id, run_id as "runId", payload as owed`,
    [JSON.stringify(calls)],
  );
}

/** Calls that were not made within `olderThanMs` of their commit, oldest first. */
export async function overdueCalls(tx: Tx, olderThanMs: number, limit: number): Promise<OwedRow[]> {
  return tx.query<OwedRow[]>(
    `select id, run_id as "runId", payload as owed from dispatch
     where created_at < now() - make_interval(secs => $1 / 1000.0) order by id limit $2`,
    [olderThanMs, limit],
  );
}

/** Forgets calls that were made. */
export async function settleCalls(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.query(`delete from dispatch where id = any($1)`, [ids]);
}

/** How many relays may share the outbox: a contact's events all stand in one shard. */
export const outboxShards = 16;

/** Queues events for Kafka, in order, in the transaction that made them true. */
export async function emit(tx: Tx, events: readonly OutboundEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    topic: topicOf(event.type),
    key: contactKey(event.workspaceid, { id: event.data.contactId }),
    event,
  }));
  await tx.query(
    `insert into outbox (shard, topic, key, event)
     select mod(abs(hashtext(o.key)::bigint), ${outboxShards}), o.topic, o.key, o.event
     from jsonb_to_recordset($1) as o(topic text, key text, event jsonb)`,
    [JSON.stringify(rows)],
  );
}

export interface OutboxRow {
  id: number;
  topic: Topic;
  key: string;
  event: OutboundEvent;
}

/** The oldest events of these shards. */
export async function outboxOf(tx: Tx, shards: readonly number[], limit: number): Promise<OutboxRow[]> {
  return tx.query<OutboxRow[]>(`select id, topic, key, event from outbox where shard = any($1) order by id limit $2`, [
    shards,
    limit,
  ]);
}

/** Forgets events that Kafka has. */
export async function settleOutbox(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.query(`delete from outbox where id = any($1)`, [ids]);
}

/** Takes the shards that have events waiting for this transaction, but those that another relay has. */
export async function takeShards(tx: Tx): Promise<number[]> {
  const rows = await tx.query<{ shard: number }[]>(
    `select shard from (select distinct shard from (select shard from outbox order by id limit 5000) o) waiting
     where pg_try_advisory_xact_lock(hashtext('threadline outbox'), shard)`,
  );
  return rows.map(({ shard }) => shard);
}

/** How much waits in a queue of the database, and for how many seconds its oldest row has. */
export interface Backlog {
  queue: 'outbox' | 'dispatch';
  waiting: number;
  oldestSeconds: number;
}

/** What waits for Kafka and for Temporal. Counts rows: some milliseconds in ten thousand. */
export async function backlogs(tx: Tx): Promise<Backlog[]> {
  const of = (queue: Backlog['queue']) =>
    `select '${queue}' as queue, (select count(*)::int from ${queue}) as waiting,
       coalesce((select extract(epoch from clock_timestamp() - created_at) from ${queue} order by id limit 1), 0)::float8 as "oldestSeconds"`;
  return tx.query<Backlog[]>(`${of('outbox')} union all ${of('dispatch')}`);
}
