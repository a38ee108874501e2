import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDatabase } from './testing/index.js';
import { inTransaction, inTransactionByKeys, sqlState } from './transaction.js';

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await openDatabase({ url: process.env['DATABASE_URL'], poolSize: 2 });
  await dataSource.query('create table kept (n int primary key)');
});
afterAll(() => dataSource.destroy());

const kept = () => dataSource.query<{ n: number }[]>('select n from kept order by n');
const keep = `insert into kept values ($1)`;

it('statements asked for together are done in order, each seeing the one before it', async () => {
  const counts = await inTransaction(dataSource, (tx) =>
    Promise.all([
      tx.query('select count(*) from kept where n = $1', [1]),
      tx.query(keep, [1]),
      tx.query('select count(*) from kept where n = $1', [1]),
      tx.query('update kept set n = n where n = $1', [1]),
    ]),
  );
  expect(counts).toEqual([[{ count: 0 }], [], [{ count: 1 }], [[], 1]]);
});

it('of statements asked for together the first that fails is told, and nothing stays of the others', async () => {
  const before = await kept();
  const failing = inTransaction(dataSource, (tx) =>
    Promise.all([tx.query(keep, [2]), tx.query('select 1 / $1::int', [0]), tx.query(keep, [3])]),
  );
  expect(sqlState(await failing.catch((error: unknown) => error))).toBe('22012');
  expect(await kept()).toEqual(before);
});

it('what goes on when another statement has failed writes nothing', async () => {
  const before = await kept();
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (goOn = resolve));
  let late: Promise<unknown> = Promise.resolve();
  await expect(
    inTransaction(dataSource, (tx) => {
      late = told.then(() => tx.query(keep, [4]));
      return Promise.all([late, tx.query('select 1 / $1::int', [0])]);
    }),
  ).rejects.toMatchObject({ code: '22012' });
  goOn();
  await expect(late).rejects.toThrow('over');
  expect(await kept()).toEqual(before);
});

it('by keys, keeps the plans of its statements; not of those after it on the connection', async () => {
  const mode = `select current_setting('plan_cache_mode') as mode`;
  const both = Array.from({ length: 2 }, () => inTransactionByKeys(dataSource, (tx) => tx.query(mode)));
  expect(await Promise.all(both)).toMatchObject([[{ mode: 'force_generic_plan' }], [{ mode: 'force_generic_plan' }]]);
  expect(await inTransaction(dataSource, (tx) => tx.query(mode))).toMatchObject([{ mode: 'auto' }]);
});
