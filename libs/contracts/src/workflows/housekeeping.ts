/** Asks for the next turn of a chore. `now` is workflow time in epoch milliseconds; `after` is where the turn before ended. */
export interface ChoreTurnInput {
  chore: string;
  now: number;
  after?: string;
}

/** What a turn did, in rows or runs. With `next` there is more to do, and the next turn goes on from there. */
export interface ChoreTurn {
  done: number;
  next?: string;
}

/**
 * A piece of housekeeping. A turn is bounded (some thousand rows, some seconds), may be repeated, and may run beside the rest of
 * the system: it decides by rows, set by set, and holds no lock for long.
 */
export interface Chore {
  /** In words with hyphens: it is the label of its metrics. */
  name: string;
  turn(given: Omit<ChoreTurnInput, 'chore'>): Promise<ChoreTurn>;
}

/** The chores' side of the worker. */
export interface HousekeepingActivities {
  doChore(input: ChoreTurnInput): Promise<ChoreTurn>;
}

/** The chores by name, given with the start, so that a round under way is not changed by a deployment. */
export interface HousekeepingInput {
  chores: string[];
}

/** What each chore did in a round. A chore that failed is tried again in the next one. */
export type HousekeepingReport = Record<string, { done: number; hasFailed?: true }>;

export const housekeepingType = 'housekeeping';
