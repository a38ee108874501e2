import { describe, expect, it } from '@jest/globals';
import type { TriggerEvent } from '../engine/world.js';
import { anAutomation, friday, type TriggerInput } from '../testing/index.js';
import { armingOf } from './arming.js';

const hour = 3_600_000;
const cart: TriggerInput = { id: 't', type: 'shop', event: 'cart.updated', key: 'data.cartId' };
const reminder = (ifPast: 'skip' | 'send_now'): TriggerInput => ({
  id: 't',
  type: 'booking',
  event: 'created',
  when: { before: 'PT2H', of: 'data.startsAt', ifPast },
});
const event = (startsInHours = 5, time = friday): TriggerEvent => ({
  type: 'shop.cart.updated',
  id: 'e',
  time,
  data: { cartId: '1', bookingId: '1', startsAt: new Date(friday + startsInHours * hour).toISOString() },
});
const judge = (written: TriggerInput, happened: TriggerEvent, armed?: number) => {
  const [trigger] = anAutomation().startedBy(written).build().triggers;
  if (!trigger) throw new Error('no trigger');
  return armingOf(trigger, happened, { now: friday, zone: 'UTC', armed });
};
const anHourAgo = friday - hour;

it('a trigger that fires at its event lets a run enter, beside one that another trigger has armed', () => {
  expect(judge(cart, event())).toEqual({ kind: 'enter' });
  expect(judge(cart, event(), anHourAgo)).toEqual({ kind: 'enter' });
});

describe('a trigger that fires later', () => {
  const later: TriggerInput = { ...cart, when: { after: 'PT4H' } };

  it('arms a run, or moves the one that is armed', () => {
    expect(judge(later, event())).toEqual({ kind: 'arm', until: friday + 4 * hour });
    expect(judge(later, event(), anHourAgo)).toEqual({ kind: 'rearm', until: friday + 4 * hour });
  });

  it('moves nothing for an event that is older than the one that armed it', () => {
    expect(judge(later, event(5, anHourAgo - 1), anHourAgo)).toMatchObject({ kind: 'nothing' });
    expect(judge(later, event(5, anHourAgo), anHourAgo)).toMatchObject({ kind: 'rearm' });
  });
});

describe('a trigger that fires before a time', () => {
  it('whose moment has passed is refused, and gives up a run that was armed for it', () => {
    expect(judge(reminder('skip'), event(1))).toMatchObject({ kind: 'refuse', reason: 'moment_passed' });
    expect(judge(reminder('skip'), event(1), anHourAgo)).toMatchObject({ kind: 'disarm' });
  });

  it('fires now when told to, by the armed run if there is one', () => {
    expect(judge(reminder('send_now'), event(1))).toEqual({ kind: 'enter' });
    expect(judge(reminder('send_now'), event(1), anHourAgo)).toEqual({ kind: 'rearm', until: friday });
  });

  it('that the event does not name is refused, and moves nothing', () => {
    const unnamed = { ...event(), data: { bookingId: '1' } };
    expect(judge(reminder('skip'), unnamed)).toMatchObject({ kind: 'refuse', reason: 'no_moment' });
    expect(judge(reminder('skip'), unnamed, anHourAgo)).toEqual({ kind: 'nothing' });
  });
});
