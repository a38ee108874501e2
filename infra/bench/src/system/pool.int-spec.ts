import { afterAll, expect, it } from '@jest/globals';
import type { PoolClient } from 'pg';
import { poolOf } from './pool.js';

const url = process.env['DATABASE_URL'] ?? '';
const pool = poolOf(url, 2);
const others = poolOf(url, 1);
afterAll(() => Promise.all([pool.end(), others.end()]));

/** The server cuts a connection, after `before`. */
async function cut(client: PoolClient, before: () => void = () => undefined): Promise<void> {
  const { rows } = await client.query(`select pg_backend_pid() as pid`);
  const ended = new Promise<void>((resolve) => void client.once('end', resolve));
  before();
  await others.query(`select pg_terminate_backend($1)`, [rows[0].pid]);
  await ended;
}

const isThere = async () => (await pool.query(`select 1 as one`)).rows[0]?.one === 1;

it('goes on with another connection when one is cut that somebody has taken', async () => {
  const taken = await pool.connect();
  await cut(taken);
  taken.release(true);
  expect(await isThere()).toBe(true);
});

it('goes on with another connection when one is cut that nobody has taken', async () => {
  const idle = await pool.connect();
  await cut(idle, () => idle.release());
  expect(await isThere()).toBe(true);
});
