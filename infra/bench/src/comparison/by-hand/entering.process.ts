import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import kafkajs from 'kafkajs';
import { serve } from '../../helper/serve.js';
import { poolOf } from '../../system/pool.js';
import { inTransaction } from './transaction.js';

interface EnteringConfig {
  readonly databaseUrl: string;
  readonly brokers: string[];
  readonly temporalAddress: string;
  readonly topic: string;
  readonly taskQueue: string;
}

interface Cart {
  readonly id: string;
  readonly data: { readonly contact: { readonly phone: string } };
}

const atOnce = 16;

/** What lets contacts in: an event from Kafka, a transaction that remembers it and makes the run, and its workflow started. */
await serve<EnteringConfig>(async ({ databaseUrl, brokers, temporalAddress, topic, taskQueue }) => {
  const pool = poolOf(databaseUrl, atOnce);
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection });

  const enter = async (cart: Cart): Promise<void> => {
    const runId = randomUUID();
    const isNew = await inTransaction(pool, async (tx) => {
      const seen = await tx.query('insert into seen_event (id) values ($1) on conflict do nothing', [cart.id]);
      if (seen.rowCount === 0) return false;
      const { rows } = await tx.query<{ id: string }>(
        'insert into contact (id, phone) values ($1, $2) on conflict (phone) do update set phone = excluded.phone returning id',
        [randomUUID(), cart.data.contact.phone],
      );
      await tx.query(`insert into run (id, contact_id, state, step) values ($1, $2, 'active', 'entered')`, [
        runId,
        rows[0]?.id,
      ]);
      return true;
    });
    if (!isNew) return;
    await client.workflow.start('journeyByHand', { workflowId: `by-hand/${runId}`, taskQueue, args: [runId] });
    await pool.query('update run set is_started = true where id = $1', [runId]);
  };

  const kafka = new kafkajs.Kafka({ clientId: 'by-hand', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: 'by-hand', maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 6,
    eachBatch: async ({ batch }) => {
      const carts = batch.messages.map(({ value }) => JSON.parse(String(value)) as Cart).values();
      const workers = Array.from({ length: atOnce }, async () => {
        for (const cart of carts) await enter(cart);
      });
      await Promise.all(workers);
    },
  });
  return {
    stop: async () => {
      await consumer.disconnect();
      await connection.close();
      await pool.end();
    },
  };
});
