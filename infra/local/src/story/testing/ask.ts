import pg from 'pg';

/** The rows of a query, on a connection of its own. */
export async function ask<Row extends object>(databaseUrl: string, sql: string, parameters: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}
