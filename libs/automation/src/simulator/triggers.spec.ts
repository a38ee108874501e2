import { describe, expect, it } from '@jest/globals';
import type { StepInput, TriggerInput } from '../testing/an-automation.js';
import { anyCart, aSimulation, happenedIn, sentIn } from './testing/a-simulation.js';

const hello: Record<string, StepInput> = {
  hello: { type: 'send_template', template: 'hello', language: 'en', next: null },
};
const startedBy = (...triggers: TriggerInput[]) =>
  aSimulation().of((automation) =>
    automation
      .startedBy(...triggers)
      .withSteps(hello)
      .with({ entry: { mode: 'always' } }),
  );

describe('a trigger fires', () => {
  it.each<[string, TriggerInput, string, Record<string, unknown>]>([
    ['by hand', { id: 't', type: 'manual' }, 'manual', {}],
    ['when a tag is added', { id: 't', type: 'tag', tag: 'vip' }, 'contact.tag_added', { tag: 'vip' }],
    ['when the contact joins a list', { id: 't', type: 'list', list: 'news' }, 'contact.list_joined', { list: 'news' }],
    [
      'when a field changes',
      { id: 't', type: 'field', field: 'city' },
      'contact.field_changed',
      { field: 'city', to: 'Rome' },
    ],
    ['when another system says so', { id: 't', type: 'integration', event: 'lead' }, 'integration.lead', {}],
    [
      'when its schedule is due',
      { id: 't', type: 'schedule', times: { cron: '0 9 * * 1' }, audience: { tag: 'x' } },
      'schedule.due',
      { trigger: 't' },
    ],
  ])('%s', (_, trigger, type, data) => {
    const contact = { tags: ['x'] };
    expect(startedBy(trigger).with({ contact }).event('PT1H', type, data).play().sends).toHaveLength(1);
  });

  it('on its schedule for its audience alone', () => {
    const morning: TriggerInput = {
      id: 't',
      type: 'schedule',
      times: { cron: '0 9 * * 1' },
      audience: { all: [{ tag: 'x' }, { path: 'trigger.data.trigger', op: 'eq', value: 't' }] },
    };
    const due = startedBy(morning).event('PT1H', 'schedule.due', { trigger: 't' });
    expect(due.play().runs).toEqual([]);
    expect(due.with({ contact: { tags: ['x'] } }).play().runs).toHaveLength(1);
  });

  it('for each of several dates around one day', () => {
    const played = startedBy(
      { id: 'week', type: 'date', field: 'renewal', offset: { before: 'P7D' } },
      { id: 'day', type: 'date', field: 'renewal' },
    )
      .with({ contact: { timeZone: 'Europe/Rome', fields: { renewal: '2026-04-10' } } })
      .play();
    expect(played.runs.map(({ trigger }) => trigger)).toEqual(['week', 'day']);
  });

  it('on a date in a field, every year', () => {
    const birthday: TriggerInput = { id: 't', type: 'date', field: 'birthday', yearly: true };
    const played = startedBy(birthday)
      .with({ until: 'P3Y', contact: { timeZone: 'Europe/Rome', fields: { birthday: '1990-04-02' } } })
      .play();
    expect(sentIn(played)).toEqual([
      '2026-04-02T09:00:00+02:00 hello hello',
      '2027-04-02T09:00:00+02:00 hello hello',
      '2028-04-02T09:00:00+02:00 hello hello',
    ]);
  });

  it('a time before another one, which may move, or be called off', () => {
    const booked: TriggerInput = {
      id: 't',
      type: 'booking',
      event: 'created',
      when: { before: 'PT2H', of: 'data.startsAt' },
    };
    const created = (startsAt: string) =>
      startedBy(booked).event('PT0S', 'booking.created', { bookingId: 'b', startsAt });
    expect(sentIn(created('2026-03-28T15:00').play())).toEqual(['2026-03-28T13:00:00+01:00 hello hello']);
    const moved = { bookingId: 'b', startsAt: '2026-03-29T15:00' };
    expect(sentIn(created('2026-03-28T15:00').event('PT1H', 'booking.rescheduled', moved).play())).toEqual([
      '2026-03-29T13:00:00+02:00 hello hello',
    ]);
    const off = created('2026-03-28T15:00').event('PT1H', 'booking.cancelled', { bookingId: 'b' }).play();
    expect(off.outcome?.state).toBe('disarmed');
    expect(created('2026-03-28T11:00').play().refusedBecause).toBe('moment_passed');
  });

  it('for what a run of the same automation changes', () => {
    const played = aSimulation()
      .of((automation) =>
        automation
          .startedBy(anyCart, { id: 'vip', type: 'tag', tag: 'vip' })
          .with({ entry: { mode: 'always' } })
          .withSteps({ tag: { type: 'add_tag', tag: 'vip', next: null } }),
      )
      .cart('PT0S')
      .play();
    expect(played.runs.map(({ trigger, state }) => `${trigger} ${state}`)).toEqual(['cart completed', 'vip completed']);
  });

  it('no more once ten automations have caused each other', () => {
    const flip = (tag: string, other: string): Record<string, StepInput> => ({
      [tag]: { type: 'remove_tag', tag, next: other },
    });
    const played = aSimulation()
      .of((automation) =>
        automation
          .startedBy({ id: 'on', type: 'tag', tag: 'x' })
          .with({ entry: { mode: 'always' } })
          .withSteps({ ...flip('x', 'again'), again: { type: 'add_tag', tag: 'x', next: null } }),
      )
      .event('PT0S', 'contact.tag_added', { tag: 'x' })
      .play();
    expect(played.runs).toHaveLength(11);
    expect(played.warnings).toEqual(['over 10 automations caused each other: no more start']);
  });
});

describe('what stands at the door', () => {
  it('enters as soon as a change makes its audience hold', () => {
    const played = aSimulation()
      .of((automation) => automation.withSteps(hello).with({ entry: { audience: { tag: 'vip' }, grace: 'P1D' } }))
      .cart('PT0S')
      .event('PT6H', 'contact.tag_added', { tag: 'vip' })
      .play();
    expect(sentIn(played)).toEqual(['2026-03-28T16:00:00+01:00 hello hello']);
  });

  it('enters when the run before it has ended, if runs queue', () => {
    const played = aSimulation()
      .of((automation) =>
        automation.with({ entry: { onConflict: 'queue' } }).withSteps({
          wait: { type: 'delay', for: 'PT10H', next: 'hello' },
          ...hello,
        }),
      )
      .cart('PT0S', 'cart-1')
      .cart('PT1H', 'cart-2')
      .play();
    expect(sentIn(played)).toEqual(['2026-03-29T00:00:00+01:00 hello hello', '2026-03-29T11:00:00+02:00 hello hello']);
  });
});

it('outside working hours one answer is given for a closed time, unless something else takes the message', () => {
  const played = startedBy({ id: 'closed', type: 'outside_hours' }, { id: 'hi', type: 'customer_message', match: 'hi' })
    .with({ calendar: { timeZone: 'Europe/Rome', hours: { mon: [{ from: '09:00', to: '18:00' }] } } })
    .says('PT1H', 'are you there?')
    .says('PT2H', 'hello?')
    .says('PT3H', 'hi')
    .play();
  expect(played.runs.map(({ trigger }) => trigger)).toEqual(['closed', 'hi']);
  expect(happenedIn(played)).toContain('reply_for_nobody');
});
