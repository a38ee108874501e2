import { describe, expect, it } from '@jest/globals';
import { abandonedCart, anAutomation, type TriggerInput } from '../testing/index.js';
import { disposition } from './disposition.js';

const order = (data: Record<string, unknown> = {}) => ({ type: 'shop.order.placed', data });
const cancelled = { type: 'shop.cart.deleted', data: { cartId: 'c-1' } };
const automation = (part: object = {}) =>
  anAutomation()
    .startedBy({ ...abandonedCart, cancelOn: ['shop.cart.deleted'] } as TriggerInput)
    .with({ exits: [{ on: 'shop.order.placed' }], goal: { on: 'shop.order.placed' }, ...part })
    .build();
const active = { key: 'c-1', state: 'active' } as const;
const armed = { key: 'c-1', state: 'armed' } as const;

describe('disposition', () => {
  it('tells that an event is goal and exit of an active run', () => {
    expect(disposition(order(), automation(), active)).toEqual({ goal: true, exit: true, disarm: false });
  });

  it('only disarms an armed run', () => {
    expect(disposition(order(), automation(), armed)).toEqual({ goal: false, exit: false, disarm: true });
  });

  it('disarms by what cancels the trigger, which does not touch an active run', () => {
    expect(disposition(cancelled, automation(), armed)).toEqual({ goal: false, exit: false, disarm: true });
    expect(disposition(cancelled, automation(), active)).toBeUndefined();
  });

  it('acts on all runs of the contact when entry counts per contact', () => {
    expect(disposition(order({ cartId: 'other' }), automation(), active)?.exit).toBe(true);
  });

  it('acts on the runs of the same key when entry counts per key', () => {
    const perKey = automation({ entry: { per: 'key' } });
    expect(disposition(order({ cartId: 'c-1' }), perKey, active)?.exit).toBe(true);
    expect(disposition(order({ cartId: 'other' }), perKey, active)).toBeUndefined();
    expect(disposition(order(), perKey, active)).toBeUndefined();
  });

  it('finds the key where the exit says', () => {
    const exits = [{ on: 'shop.order.placed', key: 'data.from.cart' }];
    const perKey = automation({ entry: { per: 'key' }, exits, goal: undefined });
    expect(disposition(order({ from: { cart: 'c-1' } }), perKey, active)?.exit).toBe(true);
  });

  it('asks the filter of an exit', () => {
    const exits = [{ on: 'shop.order.placed', filter: { path: 'data.total', op: 'gt', value: 10 } }];
    const large = automation({ exits, goal: undefined });
    expect(disposition(order({ total: 11 }), large, active)?.exit).toBe(true);
    expect(disposition(order({ total: 9 }), large, active)).toBeUndefined();
  });

  it.each(['completed', 'exited', 'disarmed', 'refused'] as const)('leaves a run that is %s alone', (state) => {
    expect(disposition(order(), automation(), { key: 'c-1', state })).toBeUndefined();
  });
});
