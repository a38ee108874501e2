import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';
import { ContactReference } from './contact-reference.js';

const booking = z.looseObject({
  contact: ContactReference,
  bookingId: z.string().min(1).max(200),
  /** When what is booked begins, as it stands after the event. */
  startsAt: z.iso.datetime({ offset: true, local: true }).optional(),
  endsAt: z.iso.datetime({ offset: true, local: true }).optional(),
  service: z.string().max(300).optional(),
});
const moved = booking.extend({ startsAt: z.iso.datetime({ offset: true, local: true }) });

/** Everything calendars tell of a booking. */
export const bookingEventSchemas = [
  cloudEvent('booking.created', moved),
  cloudEvent('booking.confirmed', booking),
  cloudEvent('booking.rescheduled', moved),
  cloudEvent('booking.cancelled', booking),
  cloudEvent('booking.completed', booking),
  cloudEvent('booking.no_show', booking),
] as const;
