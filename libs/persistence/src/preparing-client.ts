import { createHash } from 'node:crypto';
import pg from 'pg';

/** More texts than our code has: what is put together anew each time, by a script perhaps, is not kept on every connection for ever. */
const mostStatements = 1_000;

const names = new Map<string, string>();

/** The name of a statement, by its text: the same on every connection. Undefined when there are too many. */
function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostStatements) return known;
  const name = createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

/** A statement that is known by a name. To give the driver a config instead lets it copy that property by property. */
function named(text: unknown, values: unknown): pg.Query | undefined {
  if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return undefined;
  const name = statementName(text);
  return name === undefined ? undefined : Object.assign(new pg.Query(text, values), { name });
}

/**
 * A connection on which Postgres reads and plans each statement with parameters once, not every time: our statements are few, and
 * reading the larger ones takes longer than doing them. A pooler between us and Postgres must know prepared statements, such
 * as PgBouncer from 1.21 on (`max_prepared_statements`). Statements that are asked for together are written to the socket together.
 */
export class PreparingClient extends pg.Client {
  private isGathering = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    const prepared = (text: unknown, values?: unknown, ...rest: unknown[]): unknown => {
      this.gather();
      const statement = rest.length === 0 ? named(text, values) : undefined;
      if (statement === undefined) return query(text, values, ...rest);
      return new Promise((resolve, reject) => {
        query(statement, (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)));
      });
    };
    this.query = prepared as typeof this.query;
  }

  /** A write of the socket costs more than the statement in it. */
  private gather(): void {
    if (this.isGathering) return;
    const { stream } = this.connection;
    this.isGathering = true;
    stream.cork();
    process.nextTick(() => {
      this.isGathering = false;
      stream.uncork();
    });
  }
}
