import { afterAll, beforeEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { aWorkspace, openDatabase } from '../testing/index.js';
import { reserveSlot, restNumber } from './slots.repository.js';

const opened: DataSource[] = [];
let workers: [DataSource, DataSource];
let numberId = '';

beforeEach(async () => {
  const url = process.env['DATABASE_URL'];
  workers = [await openDatabase({ url }), await openDatabase({ url })];
  opened.push(...workers);
  const { id } = await aWorkspace(workers[0]);
  const [row] = await workers[0]
    .query(
      `update phone_number set messages_per_second = 100, next_slot_at = clock_timestamp() where workspace_id = $1 returning id`,
      [id],
    )
    .then(([rows]) => rows);
  numberId = row.id;
});
afterAll(() => Promise.all(opened.map((each) => each.destroy())));

const hour = 3_600_000;

it('gives every slot once, over two workers at the same time', async () => {
  const before = await workers[0].query(`select next_slot_at as at from phone_number where id = $1`, [numberId]);
  const reserved = workers.flatMap(({ manager }) =>
    Array.from({ length: 100 }, () => reserveSlot(manager, numberId, { withinMs: hour, isAnswer: false })),
  );
  await Promise.all(reserved);
  const after = await workers[0].query(`select next_slot_at as at from phone_number where id = $1`, [numberId]);
  expect(after[0].at.getTime() - before[0].at.getTime()).toBeGreaterThanOrEqual((200 / 80) * 1_000 - 1);
});

it('keeps a fifth for answers, however far ahead the others are', async () => {
  const { manager } = workers[0];
  await manager.query(`update phone_number set next_slot_at = clock_timestamp() + interval '1 hour' where id = $1`, [
    numberId,
  ]);
  expect(await reserveSlot(manager, numberId, { withinMs: 2_000, isAnswer: false })).toHaveProperty('laterMs');
  const slot = await reserveSlot(manager, numberId, { withinMs: 2_000, isAnswer: true });
  expect('inMs' in slot && slot.inMs < 200).toBe(true);
});

it('lets answers take from the rest while that is nearer', async () => {
  const { manager } = workers[0];
  await manager.query(
    `update phone_number set next_answer_slot_at = clock_timestamp() + interval '1 hour' where id = $1`,
    [numberId],
  );
  expect(await reserveSlot(manager, numberId, { withinMs: 2_000, isAnswer: true })).toHaveProperty('inMs');
});

it('reserves nothing that is too far away, and says how far it is', async () => {
  const { manager } = workers[0];
  await restNumber(manager, numberId, hour);
  for (const isAnswer of [true, false]) {
    const slot = await reserveSlot(manager, numberId, { withinMs: 2_000, isAnswer });
    expect('laterMs' in slot && slot.laterMs > hour / 2).toBe(true);
  }
});
