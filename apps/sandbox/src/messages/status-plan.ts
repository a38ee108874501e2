import type { Settings } from '../numbers/settings.js';

/** A status of a message: how long after the message it is told, and how long after it it became true. */
export interface PlannedStatus {
  status: Settings['statuses'][number];
  trueAfterMs: number;
  afterMs: number;
}

type StatusSettings = Pick<Settings, 'statuses' | 'delayMs' | 'order' | 'repeat'>;

/** When which status goes out. Whatever the order, each keeps the time at which it became true. */
export function planStatuses(
  { statuses, delayMs, order, repeat }: StatusSettings,
  random: () => number = Math.random,
): PlannedStatus[] {
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
