import { describe, expect, it } from '@jest/globals';
import { disposition } from '../entering/disposition.js';
import { anAutomation, friday, isFired, type TriggerInput } from '../testing/index.js';
import { bookingEvents } from './booking.trigger.js';
import { rearmingTrigger } from './firing.js';

const reminder: TriggerInput = {
  id: 'reminder',
  type: 'booking',
  event: ['created', 'confirmed'],
  when: { before: 'PT24H', of: 'data.startsAt' },
};
const definition = anAutomation().startedBy(reminder).build();
const about = (what: string, bookingId: string) => ({
  type: `booking.${what}`,
  id: 'e',
  time: friday,
  data: { bookingId },
});
const armed = { key: 'b-1', state: 'armed', triggerId: 'reminder' } as const;

describe('a booking trigger', () => {
  it.each(bookingEvents)('fires at %s when told to', (event) => {
    expect(isFired({ type: 'booking', event }, about(event, 'b-1'))).toBe(true);
    expect(isFired({ type: 'booking', event }, { type: 'booking.other', data: { bookingId: 'b-1' } })).toBe(false);
  });

  it('counts by the booking without being told', () => {
    expect(isFired({ type: 'booking', event: 'created' }, { type: 'booking.created' })).toBe(false);
  });

  it('moves an armed run when its booking is put off, and no other', () => {
    expect(rearmingTrigger(about('rescheduled', 'b-1'), definition, armed)?.id).toBe('reminder');
    expect(rearmingTrigger(about('rescheduled', 'b-2'), definition, armed)).toBeUndefined();
    expect(rearmingTrigger(about('completed', 'b-1'), definition, armed)).toBeUndefined();
  });

  it('disarms an armed run when its booking is cancelled, and no other', () => {
    expect(disposition(about('cancelled', 'b-1'), definition, armed)).toEqual({
      goal: false,
      exit: false,
      disarm: true,
    });
    expect(disposition(about('cancelled', 'b-2'), definition, armed)).toBeUndefined();
    expect(disposition(about('cancelled', 'b-1'), definition, { ...armed, state: 'active' })).toBeUndefined();
  });
});
