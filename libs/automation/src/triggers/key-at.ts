import { valueAt } from '../conditions/value-at.js';
import type { TriggerEvent } from '../engine/world.js';

/** The cart, order or booking an event names at a path: a text or a whole number. */
export function keyAt(event: Pick<TriggerEvent, 'data'>, path: string): string | undefined {
  const key = valueAt(event, path);
  return (typeof key === 'string' && key !== '') || Number.isInteger(key) ? String(key) : undefined;
}
