import { setTimeout as pause } from 'node:timers/promises';

/** A count that rises, and when it was looked at, in milliseconds. */
export interface Look {
  readonly at: number;
  readonly count: number;
}

/** Looks at a count until it has risen by `amount`. */
export async function watchRise(count: () => Promise<number>, amount: number, withinMs: number): Promise<Look[]> {
  const begin = performance.now();
  const looks: Look[] = [];
  for (;;) {
    const seen = await count();
    const first = looks[0] ?? { at: 0, count: seen };
    looks.push({ at: performance.now(), count: seen });
    if (seen - first.count >= amount) return looks;
    if (performance.now() - begin > withinMs) throw new Error(`expected ${amount}, seen ${seen - first.count}`);
    await pause(lookEveryMs);
  }
}

const lookEveryMs = 25;
const settled = { from: 0.1, to: 0.9 };

/** How much it rose a second between a tenth and nine tenths of the way: without what starting and ending take. */
export function riseOf(looks: readonly Look[]): number {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || last.count === first.count) return NaN;
  const share = ({ count }: Look) => (count - first.count) / (last.count - first.count);
  const from = looks.findLast((look) => share(look) <= settled.from) ?? first;
  const to = looks.find((look) => share(look) >= settled.to) ?? last;
  return ((to.count - from.count) / (to.at - from.at)) * 1000;
}
