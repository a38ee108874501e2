import { setTimeout as pause } from 'node:timers/promises';

/** What is waited for, in words, and for how long at most. */
export interface Wait {
  readonly what: string;
  readonly withinMs: number;
  readonly everyMs?: number;
}

/** What was found, which ends the wait, or what was seen instead, which is told when time is up. */
export type Look<Found> = { readonly found: Found } | { readonly seen: string };

/**
 * Looks until it is found.
 * @throws Error with what was waited for and what was seen last.
 */
export async function awaiting<Found>(wait: Wait, look: () => Promise<Look<Found>>): Promise<Found> {
  const end = performance.now() + wait.withinMs;
  for (;;) {
    const result = await look();
    if ('found' in result) return result.found;
    if (performance.now() > end)
      throw new Error(`expected within ${wait.withinMs / 1000} s: ${wait.what}; seen: ${result.seen}`);
    await pause(wait.everyMs ?? 100);
  }
}
