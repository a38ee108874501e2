/** A place in a list that is ordered by a moment and an id. `at` is ISO 8601 with microseconds, as the database keeps it. */
export interface Position {
  at: string;
  id: string;
}

/** Which part of a list: at most `limit` rows, behind a place. */
export interface PageRequest {
  limit: number;
  after?: Position | undefined;
}

/** A part of a list, and the place where the next part begins; none behind the last row. */
export interface Page<T> {
  rows: T[];
  next?: Position;
}

/** A row that knows its place. */
interface Placed {
  position: Position;
}

/** Selects the place of a row. */
export const positionOf = (at: string, id: string): string =>
  `json_build_object('at', to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'id', ${id}) as position`;

const newest: Position = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Parameters of a list ordered newest first by `(at, id)`: moment, id, and one row more than asked for, which tells that there is more. */
export const newestFirst = ({ limit, after = newest }: PageRequest): [string, string, number] => [
  after.at,
  after.id,
  limit + 1,
];

/** Cuts the surplus row off and tells where to go on. */
export function pageOf<T extends Placed>(found: T[], limit: number): Page<T> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, ...(found.length > limit && last && { next: last.position }) };
}
