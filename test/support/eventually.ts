import { setTimeout as pause } from 'node:timers/promises';

const withinMs = 60_000;
const everyMs = 50;

/**
 * Looks again and again until the look finds something, and resolves with it. The look may throw, as `expect` does.
 * @throws what the last look threw, or an Error naming what was looked for.
 */
export async function eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const end = performance.now() + withinMs;
  for (;;) {
    const { found, error } = await attempt(look);
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`not seen within ${withinMs / 1000} s: ${what}`, { cause: error });
    await pause(everyMs);
  }
}

async function attempt<Found>(look: () => Promise<Found | undefined>): Promise<{ found?: Found; error?: unknown }> {
  try {
    const found = await look();
    return found === undefined ? {} : { found };
  } catch (error) {
    return { error };
  }
}
