import { z } from 'zod';
import { Path } from '../language/ids.js';
import { defineTrigger, eventTriggerBase } from './define-trigger.js';
import { oneOrMany } from './one-or-many.js';

/** What happens to bookings, without the leading `booking.` of the event's type. */
export const bookingEvents = ['created', 'confirmed', 'rescheduled', 'cancelled', 'completed', 'no_show'] as const;

/** Something happened to a booking. A run armed for it moves with the booking and is disarmed when it is cancelled. */
export const booking = defineTrigger({
  schema: z
    .strictObject({
      ...eventTriggerBase,
      type: z.literal('booking'),
      event: oneOrMany(bookingEvents),
      key: Path.default('data.bookingId').describe('Where the event names the booking.'),
    })
    .meta({
      id: 'BookingTrigger',
      description: 'A booking is created, confirmed, rescheduled, cancelled, completed or missed.',
    }),

  listensTo: ({ event }) => [event].flat().map((one) => `booking.${one}`),
  rearmsOn: () => ['booking.rescheduled'],
  disarmsOn: () => ['booking.cancelled'],
});
