import { expect, it } from '@jest/globals';
import type pg from 'pg';
import { OpenTransaction } from './open-transaction.js';

/** A connection whose server answers one statement at a time, when it is told to. */
class SlowConnection {
  readonly asked: string[] = [];
  private readonly waiting: ((error?: Error) => void)[] = [];
  readonly client = { query: (text: string) => this.ask(text) } as unknown as pg.ClientBase;

  /** Answers the oldest statement, and lets those who waited for it go on. */
  async answer(error?: Error): Promise<void> {
    this.waiting.shift()?.(error);
    await new Promise(setImmediate);
  }

  private ask(text: string): Promise<unknown> {
    this.asked.push(text);
    return new Promise((resolve, reject) => {
      this.waiting.push((error) => (error ? reject(error) : resolve({ command: 'SELECT', rows: [text], rowCount: 1 })));
    });
  }
}

it('sends what only reads along with the beginning', async () => {
  const connection = new SlowConnection();
  const tx = new OpenTransaction(connection.client);
  const both = Promise.all([tx.query('select 1 for update'), tx.query('select 2')]);
  expect(connection.asked).toEqual(['START TRANSACTION', 'select 1 for update', 'select 2']);
  for (let answers = 0; answers < 3; answers++) await connection.answer();
  expect(await both).toEqual([['select 1 for update'], ['select 2']]);
});

it('lets what writes wait until it has begun, and everything behind it, in order', async () => {
  const connection = new SlowConnection();
  const tx = new OpenTransaction(connection.client);
  const all = Promise.all([tx.query('select 1'), tx.query('insert 2'), tx.query('select 3')]);
  expect(connection.asked).toEqual(['START TRANSACTION', 'select 1']);
  await connection.answer();
  expect(connection.asked).toEqual(['START TRANSACTION', 'select 1', 'insert 2', 'select 3']);
  for (let answers = 0; answers < 3; answers++) await connection.answer();
  expect(await all).toHaveLength(3);
});

it('tells nothing of what was read when it has not begun', async () => {
  const connection = new SlowConnection();
  const tx = new OpenTransaction(connection.client);
  const both = Promise.allSettled([tx.query('select 1'), tx.query('insert 2')]);
  await connection.answer(new Error('no begin'));
  await connection.answer();
  const failed = { status: 'rejected', reason: expect.objectContaining({ message: 'no begin' }) };
  expect(await both).toEqual([failed, failed]);
  expect(connection.asked).not.toContain('insert 2');
});

it('takes no statement after its end was asked for', async () => {
  const connection = new SlowConnection();
  const tx = new OpenTransaction(connection.client);
  await connection.answer();
  void tx.rollback();
  await expect(tx.query('insert 1')).rejects.toThrow('over');
  expect(connection.asked).toEqual(['START TRANSACTION', 'ROLLBACK']);
});
