/** A moment in time: milliseconds since the Unix epoch, UTC. */
export type Instant = number;
