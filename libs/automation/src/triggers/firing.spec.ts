import { describe, expect, it } from '@jest/globals';
import { abandonedCart, anAutomation, friday, type TriggerInput } from '../testing/index.js';
import { armedMoment, firingOf, matchTriggers, triggerKey } from './firing.js';

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

describe('firingOf', () => {
  const firing = (when: unknown, data: Record<string, unknown> = {}) => {
    const [fired] = startedBy({ ...abandonedCart, when } as TriggerInput).triggers;
    return fired && firingOf(fired, cart(data), { now: friday, zone: 'Europe/Rome' });
  };
  const before = { before: 'PT24H', of: 'data.startsAt' };
  const soon = { startsAt: '2026-03-20T18:00:00Z' };

  it('is now at the event, and later after it', () => {
    expect(firing('at')).toEqual({ kind: 'now' });
    expect(firing({ after: 'PT4H' })).toEqual({ kind: 'later', at: friday + 4 * 3_600_000 });
  });

  it('is later before a time to come', () => {
    expect(firing(before, { startsAt: '2026-03-25T09:00:00Z' })).toEqual({
      kind: 'later',
      at: Date.parse('2026-03-24T09:00:00Z'),
    });
  });

  it('is in the contact`s zone when the event does not say in which', () => {
    expect(firing(before, { startsAt: '2026-03-25T10:00' })).toMatchObject({ at: Date.parse('2026-03-24T09:00:00Z') });
  });

  it('is skipped when its moment has passed, unless told to fire now', () => {
    expect(firing(before, soon)).toEqual({ kind: 'past', because: 'the moment 2026-03-19T18:00:00.000Z has passed' });
    expect(firing({ ...before, ifPast: 'send_now' }, soon)).toEqual({ kind: 'now' });
  });

  it('is skipped when the event names no time', () => {
    expect(firing(before)).toEqual({ kind: 'unknown', because: 'the event names no time at data.startsAt' });
  });
});
