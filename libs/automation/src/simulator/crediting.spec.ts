import { describe, expect, it } from '@jest/globals';
import { anyCart, aSimulation, happenedIn } from './testing/a-simulation.js';

const orderEnds = { exits: [{ on: 'shop.order.placed' }] };
const orderIsGoal = { goal: { on: 'shop.order.placed' } };

describe('an order', () => {
  it('is credited to the run whose message was read, and completes it', () => {
    const played = aSimulation()
      .of((automation) => automation.with({ ...orderIsGoal, ...orderEnds }))
      .cart('PT0S')
      .reads('PT5H', 'remind')
      .order('PT6H')
      .play();
    expect(played.outcome).toEqual({
      state: 'completed',
      exitReason: null,
      convertedAt: '2026-03-28T15:00:00.000Z',
    });
    expect(happenedIn(played).slice(-2)).toEqual(['converted', 'completed']);
  });

  it('ends a run that it is not credited to, when it is an exit too', () => {
    const played = aSimulation()
      .of((automation) => automation.with({ ...orderIsGoal, ...orderEnds }))
      .cart('PT0S')
      .order('PT6H')
      .play();
    expect(played.outcome).toEqual({ state: 'exited', exitReason: 'exit_event', convertedAt: null });
  });

  it('leaves a run alone that it is not credited to, when it is the goal only', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderIsGoal))
      .cart('PT0S')
      .order('PT6H')
      .play();
    expect(played.outcome).toMatchObject({ state: 'completed', convertedAt: null });
    expect(played.sends).toHaveLength(2);
  });

  it('is credited after the run has ended, within the goal`s window only', () => {
    const read = aSimulation()
      .of((automation) => automation.with(orderIsGoal))
      .cart('PT0S')
      .reads('PT5H', 'remind');
    expect(read.order('P4D').play().outcome?.convertedAt).toBe('2026-04-01T08:00:00.000Z');
    expect(read.order('P6D').play().outcome?.convertedAt).toBeNull();
  });

  it('is credited once, to the last touch', () => {
    const played = aSimulation()
      .of((automation) => automation.startedBy(anyCart).with({ ...orderIsGoal, entry: { mode: 'always' } }))
      .cart('PT0S', 'cart-1')
      .reads('PT1H', 'remind')
      .cart('PT2H', 'cart-2')
      .reads('PT3H', 'remind')
      .order('PT4H')
      .order('PT5H')
      .play();
    expect(played.runs.map(({ convertedAt, state }) => ({ convertedAt, state }))).toEqual([
      { convertedAt: null, state: 'exited' },
      { convertedAt: '2026-03-28T13:00:00.000Z', state: 'completed' },
    ]);
  });

  it('is credited to a run whose button was tapped', () => {
    const goal = { on: 'shop.order.placed', within: 'P1D', afterClick: 'P5D' };
    const tapped = aSimulation()
      .of((automation) => automation.with({ goal }))
      .cart('PT0S')
      .happens({ at: 'PT5H', reply: { button: 'buy' }, quotes: 'remind' });
    expect(tapped.order('P4D').play().outcome?.convertedAt).toBe('2026-04-01T08:00:00.000Z');
    expect(tapped.order('P6D').play().outcome?.convertedAt).toBeNull();
  });

  it('is credited by its coupon, whoever touched the contact', () => {
    const played = aSimulation()
      .of((automation) =>
        automation.with({ goal: { on: 'shop.order.placed', coupon: 'BACK-{{ trigger.data.cartId }}' } }),
      )
      .cart('PT0S', 'cart-1')
      .order('P20D', 'order-1', { coupons: ['back-CART-1'] })
      .play();
    expect(played.outcome?.convertedAt).toBe('2026-04-17T08:00:00.000Z');
  });
});

describe('an order that is called off', () => {
  const read = aSimulation()
    .of((automation) => automation.with(orderIsGoal))
    .cart('PT0S')
    .reads('PT5H', 'remind')
    .order('PT6H', 'order-1', { total: 50 });

  it.each([
    ['cancelled', 'shop.order.cancelled', {}],
    ['refunded', 'shop.order.refunded', { total: 50, refunded: 50 }],
  ])('because it was %s takes the credit back', (_, type, data) => {
    const played = read.event('P1D', type, { orderId: 'order-1', ...data }).play();
    expect(played.outcome).toEqual({ state: 'completed', exitReason: null, convertedAt: null });
    expect(happenedIn(played)).toContain('credit_reversed');
  });

  it('keeps the credit when only a part was refunded', () => {
    const refund = { orderId: 'order-1', total: 50, refunded: 20 };
    expect(read.event('P1D', 'shop.order.refunded', refund).play().outcome?.convertedAt).not.toBeNull();
  });

  it('in parts loses the credit with the last of them', () => {
    const first = read.event('P1D', 'shop.order.refunded', { orderId: 'order-1', refunded: 16.7 });
    const second = first.event('P2D', 'shop.order.refunded', { orderId: 'order-1', refunded: 16.7 });
    expect(second.play().outcome?.convertedAt).not.toBeNull();
    const last = second.event('P3D', 'shop.order.refunded', { orderId: 'order-1', refunded: 16.6 });
    expect(last.play().outcome?.convertedAt).toBeNull();
  });

  it.each([
    [30, 'is never credited', true],
    [20, 'is credited, for a part of it stands', false],
  ])('by refunds of 20 and %d before it was told of %s', (rest, _, isReversed) => {
    const played = aSimulation()
      .of((automation) => automation.with(orderIsGoal))
      .cart('PT0S')
      .reads('PT5H', 'remind')
      .event('PT6H', 'shop.order.refunded', { orderId: 'order-1', refunded: 20 })
      .event('PT6H30M', 'shop.order.refunded', { orderId: 'order-1', refunded: rest })
      .order('PT7H', 'order-1', { total: 50 })
      .play();
    expect(played.outcome?.convertedAt === null).toBe(isReversed);
  });

  it('before it was told of is never credited', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderIsGoal))
      .cart('PT0S')
      .reads('PT5H', 'remind')
      .event('PT6H', 'shop.order.cancelled', { orderId: 'order-1' })
      .order('PT7H', 'order-1')
      .play();
    expect(played.outcome?.convertedAt).toBeNull();
  });
});
