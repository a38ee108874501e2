import { setTimeout as pause } from 'node:timers/promises';

/** How long and how often to ask, in milliseconds. */
export interface Patience {
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks until the answer is true. Resolves with false when the time is over; throws when aborted. */
export async function poll(isTrue: () => Promise<boolean> | boolean, patience: Patience): Promise<boolean> {
  const end = performance.now() + patience.timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > end) return false;
    await pause(patience.everyMs ?? 50, undefined, { signal: patience.signal });
  }
  return true;
}
