import { setTimeout as pause } from 'node:timers/promises';

/**
 * Begins `count` pieces of work at a steady rate, whether those before have ended or not: what is slow does not slow down the load.
 * Resolves when all have ended.
 */
export async function paced(count: number, perSecond: number, begin: (nth: number) => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const begun: Promise<unknown>[] = [];
  for (let nth = 0; nth < count; nth++) {
    const early = start + (nth * 1000) / perSecond - performance.now();
    if (early > 1) await pause(early);
    begun.push(begin(nth));
  }
  await Promise.all(begun);
}
