import pg from 'pg';

/** A pool that outlives its connections: one that is cut ends its query, which is where it is noticed. */
export function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {})); // the pool hears of those only that nobody has taken
  return pool;
}
