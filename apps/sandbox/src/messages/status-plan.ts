import type { Settings } from '../numbers/settings.js';

/** A status of a message or a call: how long after it it is told, and how long after it it became true. */
interface PlannedStatus<S> {
  status: S;
  trueAfterMs: number;
  afterMs: number;
}

type StatusSettings<S> = Pick<Settings, 'delayMs' | 'order' | 'repeat'> & { statuses: readonly S[] };

/** When which status goes out. Whatever the order, each keeps the time at which it became true. */
export function planStatuses<S>(
  { statuses, delayMs, order, repeat }: StatusSettings<S>,
  random: () => number = Math.random,
): PlannedStatus<S>[] {
  const all = statuses.flatMap((status, step) =>
    Array.from({ length: repeat }, () => ({ status, trueAfterMs: (step + 1) * delayMs })),
  );
  return ordered(all, order, random).map((planned, place) => ({ ...planned, afterMs: (place + 1) * delayMs }));
}

function ordered<T>(items: T[], order: Settings['order'], random: () => number): T[] {
  switch (order) {
    case 'in_order':
      return items;
    case 'reversed':
      return items.toReversed();
    case 'shuffled':
      return items
        .map((item) => ({ item, rank: random() }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ item }) => item);
  }
}
