import { describe, expect, it } from '@jest/globals';
import { abandonedCart, anAutomation, friday, type TriggerInput } from '../testing/index.js';
import { armedMoment, matchTriggers, triggerKey } from './firing.js';

const cart = (data: Record<string, unknown>) => ({ type: 'shop.cart.updated', id: 'e', time: friday, data });
const message = (text: string) => ({
  type: 'whatsapp.message.received',
  id: 'e',
  time: friday,
  data: { content: { kind: 'text', text } },
});
const startedBy = (...triggers: TriggerInput[]) =>
  anAutomation()
    .startedBy(...triggers)
    .build();
const [trigger] = startedBy(abandonedCart).triggers;

describe('matchTriggers', () => {
  const rich = { ...abandonedCart, id: 'rich', filter: { path: 'data.total', op: 'gte', value: 100 } } as TriggerInput;
  const hi: TriggerInput = { id: 'hi', type: 'customer_message', match: 'hi' };
  const fired = (event: ReturnType<typeof cart>) =>
    matchTriggers(event, startedBy(abandonedCart, rich, hi)).map(({ id }) => id);

  it('finds the triggers of an event whose filter holds', () => {
    expect(fired(cart({ cartId: 'c', total: 100 }))).toEqual(['cart', 'rich']);
    expect(fired(cart({ cartId: 'c', total: 99 }))).toEqual(['cart']);
  });

  it('finds the triggers of a message', () => {
    expect(fired(message('Hi!'))).toEqual([]);
    expect(fired(message('HI'))).toEqual(['hi']);
  });

  it('does not fire without the key it counts by', () => {
    expect(fired(cart({ total: 100 }))).toEqual([]);
  });
});

describe('triggerKey', () => {
  it.each([
    [{ cartId: 'c-1' }, 'c-1'],
    [{ cartId: 42 }, '42'],
    [{ cartId: '' }, undefined],
    [{ cartId: { nested: true } }, undefined],
  ])('of %j is %j', (data, key) => {
    expect(trigger && triggerKey(trigger, cart(data))).toBe(key);
  });
});

describe('armedMoment', () => {
  const moment = (when: unknown, data: Record<string, unknown> = {}) => {
    const [armed] = startedBy({ ...abandonedCart, when } as TriggerInput).triggers;
    const at = armed && armedMoment(armed, cart(data), 'Europe/Rome');
    return at === undefined ? undefined : new Date(at).toISOString();
  };

  it('is none for a trigger that fires at its event', () => {
    expect(moment(undefined)).toBeUndefined();
    expect(moment('at')).toBeUndefined();
  });

  it('comes so long after the event', () => {
    expect(moment({ after: 'PT4H' })).toBe('2026-03-20T13:00:00.000Z');
  });

  it('counts days in the contact`s zone', () => {
    expect(moment({ after: 'P10D' })).toBe('2026-03-30T08:00:00.000Z');
  });

  it('comes so long before a time the event names', () => {
    expect(moment({ before: 'PT24H', of: 'data.startsAt' }, { startsAt: '2026-03-25T15:00:00+01:00' })).toBe(
      '2026-03-24T14:00:00.000Z',
    );
  });
});
