import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { Filter } from '../conditions/condition.js';
import { holdsForEvent } from '../conditions/evaluate.js';
import { EventType, Next, Path } from '../language/ids.js';
import { keyAt } from '../triggers/key-at.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { goTo, stay, waitFor } from './step-outcome.js';

/** Waits for an event of the contact: an order, a ticket, a booking, a status of a message, a payment. */
export const awaitEvent = defineStep({
  kind: 'wait',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('wait_for'),
      event: EventType,
      filter: Filter.optional(),
      key: Path.optional().describe(
        'Where the event names the cart, order or booking of this run; default: any will do.',
      ),
      deadline: Duration,
      next: Next,
      timeout: Next,
    })
    .meta({
      id: 'WaitForStep',
      description:
        'Waits for an event of the contact: an order, a ticket, a booking, a status of a message, a payment.',
    }),

  begin({ event, deadline }, run) {
    const wait = { until: run.after(deadline), listen: [{ kind: 'event' as const, type: event }] };
    return waitFor(wait, { what: 'waits', why: `waits for ${event}, ${deadline} at most` });
  },

  resume(step, occasion, run) {
    if (occasion.kind !== 'event') {
      const why = `no ${step.event} within ${step.deadline}`;
      return goTo(step.timeout, { what: 'timed_out', why, result: { kind: 'timeout' } });
    }
    const { event } = occasion;
    const verdict = step.filter ? holdsForEvent(step.filter, event) : { holds: true, saw: {} };
    const isAboutUs = step.key === undefined || keyAt(event, step.key) === run.world.run.key;
    if (!verdict.holds || !isAboutUs) return stay();
    const said = { what: 'event_came', why: `${event.type} came`, saw: { event: event.id, ...verdict.saw } };
    return goTo(step.next, { ...said, result: { kind: 'event', type: event.type, data: smallEnough(event.data) } });
  },

  ways: (step) => waysIn(step, 'next', 'timeout'),
  conditions: ({ filter }) => [{ at: ['filter'], on: 'event', condition: filter }],
});

/** Results are part of the run's state, which is read and written with every decision. */
const maxDataLength = 16_000;
const smallEnough = (data: Record<string, unknown>) => (JSON.stringify(data).length <= maxDataLength ? data : {});
