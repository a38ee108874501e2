import type pg from 'pg';
import { QueryFailedError } from 'typeorm';

type Answer = Pick<pg.QueryResult<never>, 'command' | 'rows' | 'rowCount'>;

/** What may be sent before it is known that the transaction has begun: outside of one it does nothing that lasts. */
const isRead = (text: string): boolean => /^\s*select\b/i.test(text);

/**
 * A transaction under way on one connection. Statements reach Postgres in the order in which they are asked for, and several that
 * are asked for before an answer has come go out together; each begins when the one before it has ended, and sees what was committed
 * by then. After one has failed, those behind it fail too (25P02).
 */
export class OpenTransaction {
  private readonly begun: Promise<void>;
  private state: 'beginning' | 'awaited' | 'begun' = 'beginning';
  private isOver = false;

  constructor(
    private readonly client: pg.ClientBase,
    begin = 'START TRANSACTION',
  ) {
    this.begun = client.query(begin).then(() => void (this.state = 'begun'));
    this.begun.catch(() => undefined); // whoever asks for a statement hears of it
  }

  /** Answers like TypeORM: the rows; of an update or a delete a pair, the rows it returns and how many it touched. */
  async query<T>(text: string, values?: unknown[]): Promise<T> {
    // Whoever was still at work when another statement failed would write outside of it.
    if (this.isOver) throw new Error('the transaction is over');
    return this.ask<T>(text, values);
  }

  commit(): Promise<unknown> {
    return this.end('COMMIT');
  }

  rollback(): Promise<unknown> {
    return this.end('ROLLBACK');
  }

  private end(text: string): Promise<unknown> {
    this.isOver = true;
    return this.ask(text);
  }

  private async ask<T>(text: string, values?: unknown[]): Promise<T> {
    try {
      if (!this.goesWithBegin(text)) await this.begun;
      const [answer] = await Promise.all([this.client.query<never>(text, values), this.begun]);
      return resultOf(answer) as T;
    } catch (error) {
      throw new QueryFailedError(text, values, error as Error);
    }
  }

  /** Whatever follows a statement that waits for the beginning waits as well: their order stays. */
  private goesWithBegin(text: string): boolean {
    if (this.state === 'beginning' && !isRead(text)) this.state = 'awaited';
    return this.state !== 'awaited';
  }
}

const resultOf = ({ command, rows, rowCount }: Answer): unknown =>
  command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
