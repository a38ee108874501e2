import { describe, expect, it } from '@jest/globals';
import { abandonedCart, anAutomation, aWorld, friday } from '../testing/index.js';
import { couponCredits, touchCredits, type Touch } from './credits.js';

const day = 86_400_000;
const run = { key: 'c-1' };
const order = (data: Record<string, unknown> = {}) => ({ type: 'shop.order.placed', time: friday, data });
const automation = (goal?: object) =>
  anAutomation()
    .startedBy(abandonedCart)
    .with({ goal: goal && { on: 'shop.order.placed', ...goal } })
    .build();

describe('a touch', () => {
  it.each<[string, Touch, boolean]>([
    ['right after a message was read', { by: 'read', at: friday - 1 }, true],
    ['at the end of the window of reading', { by: 'read', at: friday - 5 * day }, true],
    ['after that window', { by: 'read', at: friday - 5 * day - 1 }, false],
    ['before anything was read', { by: 'read', at: friday + 1 }, false],
    ['at the end of the window of a click', { by: 'click', at: friday - 2 * day }, true],
    ['after that window', { by: 'click', at: friday - 2 * day - 1 }, false],
    ['right after delivery', { by: 'delivery', at: friday - 1 }, false],
  ])('credits an order %s: %j, %s', (_, touch, credited) => {
    expect(touchCredits(order(), automation({ afterClick: 'P2D' }), run, touch)).toBe(credited);
  });

  it('of delivery credits when the goal says for how long', () => {
    const goal = automation({ afterDelivery: 'P1D' });
    expect(touchCredits(order(), goal, run, { by: 'delivery', at: friday - day })).toBe(true);
    expect(touchCredits(order(), goal, run, { by: 'delivery', at: friday - day - 1 })).toBe(false);
  });

  it('credits nothing without a goal', () => {
    expect(touchCredits(order(), automation(), run, { by: 'read', at: friday })).toBe(false);
  });
});

describe('a coupon', () => {
  const source = () => ({ world: aWorld().build(), results: { gift: { code: 'FIVE-OFF' } }, now: friday });
  const uses = (coupons: unknown, coupon: string) =>
    couponCredits(order({ coupons }), automation({ coupon }), run, source as never);

  it.each([
    ['the same code', ['X', 'WELCOME'], 'WELCOME', true],
    ['the code in other letters and with spaces around', [' welcome '], 'WELCOME', true],
    ['a code that a step has fetched', ['FIVE-OFF'], '{{ results.gift.code }}', true],
    ['another code', ['OTHER'], 'WELCOME', false],
    ['a code that renders to nothing', [''], '{{ results.none.code }}', false],
    ['no list of codes', 'WELCOME', 'WELCOME', false],
    ['codes that are no texts', [1, null], 'WELCOME', false],
  ])('credits an order with %s: %j', (_, coupons, coupon, credited) => {
    expect(uses(coupons, coupon)).toBe(credited);
  });

  it('credits nothing when the order is about another cart', () => {
    const perKey = anAutomation()
      .startedBy(abandonedCart)
      .with({ entry: { per: 'key' }, goal: { on: 'shop.order.placed', coupon: 'WELCOME' } })
      .build();
    const used = (cartId: string) =>
      couponCredits(order({ cartId, coupons: ['welcome'] }), perKey, run, source as never);
    expect([used('c-1'), used('c-2')]).toEqual([true, false]);
  });
});
