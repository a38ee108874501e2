import { describe, expect, it } from '@jest/globals';
import { aSimulation, happenedIn, sentIn } from './testing/a-simulation.js';

const orderEnds = { exits: [{ on: 'shop.order.placed' }] };

describe('a left cart', () => {
  it('is armed, moved by its next change, and enters four hours after that', () => {
    const played = aSimulation().cart('PT0S').cart('PT1H').taps('PT6H', 'help').play();
    expect(happenedIn(played)).toEqual([
      'armed',
      're_armed',
      'entered',
      'remind: send_planned',
      'remind: send_accepted',
      'answer: waits',
      'answer: answered',
      'desk: tag_added',
      'completed',
    ]);
    expect(sentIn(played)).toEqual(['2026-03-28T15:00:00+01:00 remind cart_reminder']);
    expect(played).toMatchObject({
      outcome: { state: 'completed', exitReason: null, convertedAt: null },
      entered: true,
      refusedBecause: null,
      contact: { tags: ['wants-help'] },
      warnings: [],
    });
  });

  it('is followed up a day later by the clock on the wall when nobody answers, though that day has 23 hours', () => {
    const played = aSimulation().cart('PT0S').play();
    expect(played.sends.map(({ at }) => at)).toEqual(['2026-03-28T13:00:00.000Z', '2026-03-29T12:00:00.000Z']);
    expect(sentIn(played)).toEqual([
      '2026-03-28T14:00:00+01:00 remind cart_reminder',
      '2026-03-29T14:00:00+02:00 last cart_coupon',
    ]);
    expect(played.trail).toContainEqual(expect.objectContaining({ what: 'timed_out', why: 'no reply within P1D' }));
  });

  it('tells why each message went out and what each decision saw', () => {
    const [send] = aSimulation().cart('PT0S').play().sends;
    expect(send).toMatchObject({
      run: 'run-1',
      turn: 1,
      kind: 'template',
      intendedAt: '2026-03-28T13:00:00.000Z',
      why: 'template cart_reminder (en)',
    });
    const [armed] = aSimulation().cart('PT0S').play().trail;
    expect(armed).toMatchObject({
      why: 'enters at 2026-03-28T13:00:00.000Z unless something ends it',
      saw: { trigger: 'cart', key: 'cart-1', event: { type: 'shop.cart.updated', id: 'event-1' } },
    });
  });

  it('does not move for a change that is older than the one that armed it', () => {
    const played = aSimulation().cart('PT1H').cart('PT2H', 'cart-1', { happened: 'PT0S' }).play();
    expect(played.sends[0]?.localTime).toBe('2026-03-28T15:00:00+01:00');
    expect(happenedIn(played)).not.toContain('re_armed');
  });

  it('is disarmed by an order and enters no number', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderEnds))
      .cart('PT0S')
      .order('PT3H59M')
      .play();
    expect(played).toMatchObject({ outcome: { state: 'disarmed', exitReason: null }, entered: false, sends: [] });
  });

  it('is not armed by a change that comes after an order but happened before it', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderEnds))
      .order('PT1H')
      .cart('PT2H', 'cart-1', { happened: 'PT30M' })
      .play();
    expect(played).toMatchObject({ outcome: null, trail: [] });
  });

  it('is armed once for an event that comes twice', () => {
    const event = { type: 'shop.cart.updated', id: 'e', data: { cartId: 'cart-1' } };
    const played = aSimulation().happens({ at: 'PT0S', event }, { at: 'PT1H', event }).play();
    expect(played.sends[0]?.localTime).toBe('2026-03-28T14:00:00+01:00');
  });
});
