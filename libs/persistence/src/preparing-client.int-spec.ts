import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';

let dataSource: DataSource;

beforeAll(async () => {
  dataSource = await createDataSource({ url: process.env['DATABASE_URL'] ?? '', poolSize: 1 }).initialize();
});
afterAll(() => dataSource.destroy());

const countOf = async (text: string): Promise<number> => {
  const [row] = await dataSource.query<{ count: number }[]>(
    `select count(*)::int as count from pg_prepared_statements where statement = '${text}'`,
  );
  return row?.count ?? NaN;
};

it('prepares a statement with parameters once on a connection', async () => {
  const text = 'select $1::int + 1 as next';
  expect(await dataSource.query(text, [1])).toEqual([{ next: 2 }]);
  expect(await dataSource.query(text, [41])).toEqual([{ next: 42 }]);
  expect(await countOf(text)).toBe(1);
});

it('does not prepare what has no parameters', async () => {
  const text = 'select 7 as seven';
  expect(await dataSource.query(text)).toEqual([{ seven: 7 }]);
  expect(await countOf(text)).toBe(0);
});

it('goes on after a statement that failed', async () => {
  const text = 'select 1 / $1::int as share';
  await expect(dataSource.query(text, [0])).rejects.toMatchObject({ code: '22012' });
  expect(await dataSource.query(text, [1])).toEqual([{ share: 1 }]);
});
