import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Stage } from '../testing/index.js';
import { retentionChores } from './retention.js';

const dayMs = 24 * 60 * 60_000;
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
});
afterAll(() => stage.close());

/** All turns of a chore. */
async function doChore(name: string): Promise<number[]> {
  const chore = retentionChores(stage.dataSource).find((one) => one.name === name);
  if (!chore) throw new Error(`no chore ${name}`);
  const done: number[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const turn = await chore.turn({ now: Date.now() });
    done.push(turn.done);
    next = turn.next;
  }
  return done;
}

const ago = (days: number) => new Date(Date.now() - days * dayMs);
const count = async (table: string): Promise<number> =>
  (
    await stage.dataSource.query(`select count(*)::int as n from ${table} where workspace_id = $1`, [
      stage.workspace.id,
    ])
  )[0].n;

it('forgets handled events after thirty days, a bounded number a turn', async () => {
  const insert = `insert into seen_event (workspace_id, event, seen_at) select $1, gen_random_uuid(), $2 from generate_series(1, $3)`;
  await stage.dataSource.query(insert, [stage.workspace.id, ago(31), 5_007]);
  await stage.dataSource.query(insert, [stage.workspace.id, ago(29), 3]);
  expect(await doChore('forget-seen-events')).toEqual([5_000, 7]);
  expect(await count('seen_event')).toBe(3);
});

it('forgets ending events after thirty days', async () => {
  await stage.cart('+391110000001', 'cart');
  const [contact] = await stage.dataSource.query(`select id from contact where workspace_id = $1`, [
    stage.workspace.id,
  ]);
  for (const days of [31, 29])
    await stage.dataSource.query(
      `insert into ending_event (id, contact_id, type, happened_at, data, created_at) values ($1, $2, 'x', $3, '{}', $3)`,
      [randomUUID(), contact.id, ago(days)],
    );
  expect(await doChore('forget-ending-events')).toEqual([1]);
});

it('forgets news of orders that did not come within thirty days', async () => {
  for (const days of [31, 29])
    await stage.dataSource.query(
      `insert into early_order_news (id, workspace_id, order_id, event, created_at) values ($1, $2, 'o', '{}', $3)`,
      [randomUUID(), stage.workspace.id, ago(days)],
    );
  expect(await doChore('forget-early-order-news')).toEqual([1]);
  expect(await count('early_order_news')).toBe(1);
});

it('forgets the answers to keyed writes after a day', async () => {
  for (const days of [1.1, 0.9])
    await stage.dataSource.query(
      `insert into idempotency_key (workspace_id, key, request_hash, created_at) values ($1, $2, '', $3)`,
      [stage.workspace.id, randomUUID(), ago(days)],
    );
  expect(await doChore('forget-idempotency-keys')).toEqual([1]);
  expect(await count('idempotency_key')).toBe(1);
});
