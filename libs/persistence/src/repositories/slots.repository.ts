import type { Tx } from '../transaction.js';

/** The share of a number's throughput that is kept for answers to what contacts write. */
const answersShare = 0.2;

/** An answer whose own share is further ahead than this looks whether the others' is nearer. */
const patientMs = 200;

/** Each has a cursor: the next moment at which it may send. */
const cursors = {
  others: { column: 'next_slot_at', share: 1 - answersShare },
  answers: { column: 'next_answer_slot_at', share: answersShare },
};

const intervalOf = (share: number): string => `make_interval(secs => 1.0 / (messages_per_second * ${share}))`;

/** The moment of a send, or how far away the next one is. Milliseconds. */
export type Slot = { inMs: number } | { laterMs: number };

/**
 * Reserves the number's next free slot: its row keeps the rate exact over all workers. A part of the rate is kept for answers, which
 * may take from the rest as well. Nothing is reserved when the slot is further away than `withinMs`.
 */
export async function reserveSlot(
  tx: Tx,
  numberId: string,
  { withinMs, isAnswer }: { withinMs: number; isAnswer: boolean },
): Promise<Slot> {
  if (!isAnswer) return reserve(tx, numberId, { ...cursors.others, withinMs });
  for (const cursor of [cursors.answers, cursors.others]) {
    const slot = await reserve(tx, numberId, { ...cursor, withinMs: patientMs });
    if ('inMs' in slot) return slot;
  }
  return reserve(tx, numberId, { ...cursors.answers, withinMs });
}

async function reserve(
  tx: Tx,
  numberId: string,
  { column, share, withinMs }: { column: string; share: number; withinMs: number },
): Promise<Slot> {
  const interval = intervalOf(share);
  const [rows] = await tx.query<[{ inMs: number }[], number]>(
    `update phone_number set ${column} = greatest(${column}, clock_timestamp()) + ${interval}
     where id = $1 and ${column} < clock_timestamp() + make_interval(secs => $2 / 1000.0)
     returning extract(epoch from ${column} - ${interval} - clock_timestamp())::float8 * 1000 as "inMs"`,
    [numberId, withinMs],
  );
  if (rows[0]) return { inMs: Math.max(0, rows[0].inMs) };
  const [row] = await tx.query<{ laterMs: number }[]>(
    `select extract(epoch from ${column} - clock_timestamp())::float8 * 1000 as "laterMs" from phone_number where id = $1`,
    [numberId],
  );
  return { laterMs: Math.max(row?.laterMs ?? 0, 0) };
}

/**
 * Puts a message at the end of the line of its number; says in how many milliseconds it has its turn. The line only says when to come
 * back, so that thousands that wait ask for a slot once each, when there is one: the slots themselves keep the rate. Unless it `begins`
 * the line, it joins one that is there only: where nobody waits, its turn is now.
 */
export async function joinLine(
  tx: Tx,
  message: { id: string; numberId: string },
  { begins }: { begins: boolean },
): Promise<number> {
  const [rows] = await tx.query<[{ inMs: number }[], number]>(
    `with line as (
       update phone_number set line_at = greatest(line_at, next_slot_at, clock_timestamp()) + ${intervalOf(cursors.others.share)}
       where id = $1 and ($3 or line_at > clock_timestamp()) returning line_at)
     update message set place_at = line.line_at from line where id = $2
     returning extract(epoch from line.line_at - clock_timestamp())::float8 * 1000 as "inMs"`,
    [message.numberId, message.id, begins],
  );
  return Math.max(0, rows[0]?.inMs ?? 0);
}

/** Nothing more goes out from the number for this long: WhatsApp asks for it, or is not there. Answers wait as well. */
export async function restNumber(tx: Tx, numberId: string, forMs: number): Promise<void> {
  await tx.query(
    `update phone_number set next_slot_at = greatest(next_slot_at, clock_timestamp() + make_interval(secs => $2 / 1000.0)),
       next_answer_slot_at = greatest(next_answer_slot_at, clock_timestamp() + make_interval(secs => $2 / 1000.0)) where id = $1`,
    [numberId, forMs],
  );
}
