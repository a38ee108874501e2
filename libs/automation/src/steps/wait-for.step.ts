import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { Filter } from '../conditions/condition.js';
import { holdsForEvent } from '../conditions/evaluate.js';
import { hasReached, statusTold } from '../engine/message-status.js';
import { EventType, Next, Path } from '../language/ids.js';
import { keyAt } from '../triggers/key-at.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import type { RunView } from './run-view.js';
import { goTo, stay, waitFor } from './step-outcome.js';

const schema = z
  .strictObject({
    ...stepBase,
    type: z.literal('wait_for'),
    event: EventType.describe(
      'Such as `shop.order.placed`, or a status of a message of this run: `message.sent`, `message.delivered`, `message.read`, `message.failed`.',
    ),
    filter: Filter.optional().describe('Of a status, `data.step` names the step that sent the message.'),
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
      'Waits for an event of the contact: an order, a ticket, a booking, a payment, or a status of a message of this run. A status that the newest message it is about has already does not have to come again.',
  });
type WaitFor = z.infer<typeof schema>;

/** Waits for an event of the contact: an order, a ticket, a booking, a status of a message, a payment. */
export const awaitEvent = defineStep({
  kind: 'wait',
  schema,

  begin(step, run) {
    const { event, deadline } = step;
    const told = toldBefore(step, run);
    if (told) {
      const said = { what: 'event_came', why: `${event} had come before`, saw: told };
      return goTo(step.next, { ...said, result: { kind: 'event', type: event, data: told } });
    }
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

/**
 * What there is to know of an awaited status that has come before the wait: statuses are often quicker than the step. It is about
 * the message that was sent last among those the filter wants.
 */
function toldBefore({ event, filter }: WaitFor, { world }: RunView): Record<string, unknown> | undefined {
  const awaited = statusTold(event);
  if (awaited === undefined) return undefined;
  const isMeant = (data: Record<string, unknown>) => !filter || holdsForEvent(filter, { type: event, data }).holds;
  const last = world.messages.findLast(
    ({ stepId, turn, status }) => status !== 'planned' && status !== 'skipped' && isMeant({ step: stepId, turn }),
  );
  return last && hasReached(last, awaited) ? { step: last.stepId, turn: last.turn } : undefined;
}

/** Results are part of the run's state, which is read and written with every decision. */
const maxDataLength = 16_000;
const smallEnough = (data: Record<string, unknown>) => (JSON.stringify(data).length <= maxDataLength ? data : {});
