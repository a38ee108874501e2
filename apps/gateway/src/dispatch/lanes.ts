import type { ConcurrencyLimit } from './concurrency-limit.js';

/** Sorts items into lanes by key; each lane keeps their order. */
export function lanesOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const lanes = new Map<string, T[]>();
  for (const item of items) {
    const lane = lanes.get(keyOf(item));
    if (lane) lane.push(item);
    else lanes.set(keyOf(item), [item]);
  }
  return [...lanes.values()];
}

/** Works through each lane in order and through the lanes side by side. After an error nothing new begins; it is thrown when all stand still. */
export async function runLanes<T>(
  lanes: readonly T[][],
  limit: ConcurrencyLimit,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  const actUnlessFailed = async (item: T): Promise<void> => {
    if (errors.length > 0) return;
    await act(item).catch((error: unknown) => errors.push(error));
  };
  const runLane = async (lane: readonly T[]): Promise<void> => {
    for (const item of lane) await limit.run(() => actUnlessFailed(item));
  };
  await Promise.all(lanes.map(runLane));
  if (errors.length > 0) throw errors[0];
}
