import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';
import { shopEvents } from './shop.trigger.js';

describe('a shop trigger', () => {
  it.each(shopEvents)('fires at %s, and at nothing else', (event) => {
    expect(isFired({ type: 'shop', event }, { type: `shop.${event}` })).toBe(true);
    const others = shopEvents.filter((other) => other !== event);
    expect(others.filter((other) => isFired({ type: 'shop', event }, { type: `shop.${other}` }))).toEqual([]);
  });

  it('may fire at several events', () => {
    const trigger = { type: 'shop', event: ['order.cancelled', 'order.refunded'] } as const;
    expect(isFired({ ...trigger, event: [...trigger.event] }, { type: 'shop.order.refunded' })).toBe(true);
    expect(isFired({ ...trigger, event: [...trigger.event] }, { type: 'shop.order.placed' })).toBe(false);
  });

  it('fires only when its filter holds', () => {
    const filter = { path: 'data.total', op: 'gte', value: 30 } as const;
    const fires = (total: number) =>
      isFired({ type: 'shop', event: 'order.placed', filter }, { type: 'shop.order.placed', data: { total } });
    expect([fires(30), fires(29)]).toEqual([true, false]);
  });
});
