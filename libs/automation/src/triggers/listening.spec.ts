import { describe, expect, it } from '@jest/globals';
import { abandonedCart, anAutomation } from '../testing/index.js';
import { endingTypesOf, eventTypesOf } from './listening.js';

const booking = { id: 'b', type: 'booking', event: 'created', cancelOn: ['shop.order.refunded'] } as const;

describe('the events an automation listens to', () => {
  const definition = anAutomation()
    .startedBy(abandonedCart, { ...booking, cancelOn: [...booking.cancelOn] })
    .withSteps({ w: { type: 'wait_for', event: 'ticket.closed', deadline: 'P1D', next: null, timeout: null } })
    .with({ exits: [{ on: 'shop.order.placed' }], goal: { on: 'shop.review.received' } })
    .build();

  it('are those of its triggers, of what ends it, and of its steps', () => {
    expect([...eventTypesOf(definition)]).toEqual(
      expect.arrayContaining([
        'shop.cart.updated',
        'booking.created',
        'booking.rescheduled',
        'booking.cancelled',
        'shop.order.refunded',
        'shop.order.placed',
        'shop.review.received',
        'ticket.closed',
      ]),
    );
    expect(eventTypesOf(definition)).not.toContain('contact.tag_added');
  });

  it('are changes of the contact too while an audience that fails may still come to hold', () => {
    const entry = { audience: { tag: 'vip' }, grace: 'PT1H' };
    expect(eventTypesOf(anAutomation().with({ entry }).build())).toContain('contact.tag_added');
  });

  it('end its runs when they are exits, the goal, or cancel what it waits for', () => {
    expect([...endingTypesOf(definition)].sort()).toEqual([
      'booking.cancelled',
      'shop.order.placed',
      'shop.order.refunded',
      'shop.review.received',
    ]);
  });
});
