import { afterAll, beforeEach, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { aWorkspace, openDatabase } from '../testing/index.js';
import { joinLine, reserveSlot, restNumber } from './slots.repository.js';

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

/** Outgoing messages of the number's workspace. */
async function threeMessages(manager: EntityManager): Promise<string[]> {
  const [contact] = await manager.query(
    `insert into contact (id, workspace_id) select gen_random_uuid(), workspace_id from phone_number where id = $1 returning id, workspace_id`,
    [numberId],
  );
  const [chat] = await manager.query(
    `insert into conversation (id, workspace_id, contact_id, number_id) values (gen_random_uuid(), $1, $2, $3) returning id`,
    [contact.workspace_id, contact.id, numberId],
  );
  const rows: { id: string }[] = await manager.query(
    `insert into message (id, workspace_id, contact_id, conversation_id, direction, content, status)
     select gen_random_uuid(), $1, $2, $3, 'out', '{}', 'planned' from generate_series(1, 3) returning id`,
    [contact.workspace_id, contact.id, chat.id],
  );
  return rows.map(({ id }) => id);
}

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

it('gives whoever waits a place of his own in line, behind the rest of the number', async () => {
  const { manager } = workers[0];
  const messageIds = await threeMessages(manager);
  await restNumber(manager, numberId, hour);
  const [foremost = '', ...others] = messageIds;
  const turns = [await joinLine(manager, { numberId, id: foremost }, { begins: true })];
  for (const id of others) turns.push(await joinLine(manager, { numberId, id }, { begins: false }));
  const slotMs = 1_000 / 80;
  expect(turns.map((turn, nth) => turn > hour - 5_000 + nth * slotMs)).toEqual([true, true, true]);
  const rows: { at: Date }[] = await manager.query(
    `select place_at as at from message where id = any($1) order by place_at`,
    [messageIds],
  );
  const [first = 0, second = 0, third = 0] = rows.map(({ at }) => at.getTime());
  expect([second - first, third - second].every((ms) => Math.abs(ms - slotMs) <= 1)).toBe(true);
});

it('has no line where nobody waits', async () => {
  const { manager } = workers[0];
  const [id = ''] = await threeMessages(manager);
  expect(await joinLine(manager, { numberId, id }, { begins: false })).toBe(0);
  const [row] = await manager.query(`select place_at as at from message where id = $1`, [id]);
  expect(row.at).toBeNull();
});

it('reserves nothing that is too far away, and says how far it is', async () => {
  const { manager } = workers[0];
  await restNumber(manager, numberId, hour);
  for (const isAnswer of [true, false]) {
    const slot = await reserveSlot(manager, numberId, { withinMs: 2_000, isAnswer });
    expect('laterMs' in slot && slot.laterMs > hour / 2).toBe(true);
  }
});
