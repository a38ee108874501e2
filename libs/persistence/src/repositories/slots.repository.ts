import type { Tx } from '../transaction.js';

/**
 * Reserves the number's next free slot and says in how many milliseconds it comes: one row keeps the rate exact over all workers.
 * Nothing is reserved when it is further away than `withinMs`; then the wait is returned as `later`.
 */
export async function reserveSlot(
  tx: Tx,
  numberId: string,
  withinMs: number,
): Promise<{ inMs: number } | { laterMs: number }> {
  const [rows] = await tx.query<[{ inMs: number }[], number]>(
    `update phone_number set next_slot_at = greatest(next_slot_at, clock_timestamp()) + make_interval(secs => 1.0 / messages_per_second)
     where id = $1 and next_slot_at < clock_timestamp() + make_interval(secs => $2 / 1000.0)
     returning extract(epoch from next_slot_at - make_interval(secs => 1.0 / messages_per_second) - clock_timestamp())::float8 * 1000 as "inMs"`,
    [numberId, withinMs],
  );
  return rows[0] ? { inMs: Math.max(0, rows[0].inMs) } : { laterMs: withinMs };
}
