/** A moment in time: milliseconds since the Unix epoch, UTC. */
export type Instant = number;

/** The last moment we reckon with, the end of the year 9999: beyond it ISO 8601 needs more than four digits of year. */
export const lastInstant: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
