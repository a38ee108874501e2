import { nextInQueue, type Run } from '@threadline/persistence';
import { oweRing } from '../temporal/owing.js';
import type { Work } from '../work.js';

/** A run has ended or left the queue: whoever waits next for a place is judged again. Under the contact's lock. */
export async function callNext(work: Work, left: Run): Promise<void> {
  for (const next of await nextInQueue(work.tx, left))
    await oweRing(work, next, { signal: 'eventArrived', about: left.id });
}
