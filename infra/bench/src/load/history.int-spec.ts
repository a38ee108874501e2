import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { databaseSize } from '../measure/postgres.js';
import { numberFrom, ownDatabase, type OwnDatabase } from '../system/database.js';
import { openWorkspace } from '../system/workspace.js';
import { copyHistory, phoneOfCopy, wamidOf } from './history.js';

const [contact, conversation, automation, run] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
let database: OwnDatabase;

beforeAll(async () => {
  const tag = randomUUID().slice(0, 8);
  database = await ownDatabase(process.env['DATABASE_URL'] ?? '', `bench_history_${tag}`);
  const { id } = await openWorkspace(database, { name: `history-${tag}`, messagesPerSecond: 80 });
  const insert = (sql: string, ...more: string[]) => database.pool.query(sql, [id, ...more]);
  await insert('insert into contact (id, workspace_id) values ($2, $1)', contact);
  await insert(`insert into contact_identity values ($1, 'phone', '+393331234567', $2)`, contact);
  await insert(
    `insert into conversation (id, workspace_id, contact_id, number_id) select $2, $1, $3, id from phone_number`,
    conversation,
    contact,
  );
  await insert(
    `insert into automation (id, workspace_id, slug, name, draft) values ($2, $1, 'a', 'A', '{}')`,
    automation,
  );
  await insert(
    `insert into run (id, workspace_id, automation_id, version, contact_id, trigger_id, state, trigger_event, event_time)
     values ($2, $1, $3, 1, $4, 'cart', 'completed', '{}', now())`,
    run,
    automation,
    contact,
  );
  for (const step of ['remind', 'last'])
    await insert(
      `insert into message (id, workspace_id, contact_id, conversation_id, direction, content, status, provider_id, run_id, step_id, turn)
       values ($2, $1, $3, $4, 'out', '{}', 'accepted', 'wamid.' || $6, $5, $6, 1)`,
      randomUUID(),
      contact,
      conversation,
      run,
      step,
    );
  await database.pool.query(`insert into run_trail (run_id, at, what, why) values ($1, now(), 'ends', 'done')`, [run]);
}, 60_000);
afterAll(() => database.drop());

it('gives so many contacts the history of one', async () => {
  const count = (sql: string, ...values: unknown[]) => numberFrom(database.pool, `select count(*) from ${sql}`, values);
  const before = await databaseSize(database.pool);
  await copyHistory(database.pool, run, { from: 0, count: 20 });
  await copyHistory(database.pool, run, { from: 20, count: 5 });
  expect(await count('contact')).toBe(26);
  expect(await count(`run where state = 'completed'`)).toBe(26);
  expect(await count('run_trail')).toBe(26);
  expect(await count('message m join run r on r.id = m.run_id and r.contact_id = m.contact_id')).toBe(52);
  expect(await count('message where provider_id = $1', wamidOf('last', 24))).toBe(1);
  expect(await count('contact_identity where value = $1', phoneOfCopy(24))).toBe(1);
  const after = await databaseSize(database.pool);
  expect(after.rows - before.rows).toBe(25 * 7);
  expect(after.bytes).toBeGreaterThan(before.bytes);
});
