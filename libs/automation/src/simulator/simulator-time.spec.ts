import { describe, expect, it } from '@jest/globals';
import { anyCart, aSimulation, sentIn } from './testing/a-simulation.js';
import type { StepInput } from '../testing/an-automation.js';

const template = (next: string | null): StepInput => ({ type: 'send_template', template: 't', language: 'en', next });
const twice = (wait: string): Record<string, StepInput> => ({
  first: template('wait'),
  wait: { type: 'delay', for: wait, next: 'second' },
  second: template(null),
});

/** When the second message goes out, a wait after the first one at 10:00 on the day before the clocks change. */
const second = (start: string, timeZone: string, wait: string) =>
  aSimulation()
    .of((automation) => automation.startedBy(anyCart).withSteps(twice(wait)))
    .with({ start, contact: { timeZone } })
    .cart('PT0S')
    .play().sends[1]?.localTime;

describe('a wait over the change of the clocks', () => {
  it.each([
    ['Europe/Rome', 'P1D', '2026-03-28T10:00:00+01:00', '2026-03-29T10:00:00+02:00'],
    ['Europe/Rome', 'PT24H', '2026-03-28T10:00:00+01:00', '2026-03-29T11:00:00+02:00'],
    ['Europe/Rome', 'P1D', '2026-10-24T10:00:00+02:00', '2026-10-25T10:00:00+01:00'],
    ['Europe/Rome', 'PT24H', '2026-10-24T10:00:00+02:00', '2026-10-25T09:00:00+01:00'],
    ['America/New_York', 'P1D', '2026-03-07T10:00:00-05:00', '2026-03-08T10:00:00-04:00'],
    ['Asia/Kolkata', 'P1D', '2026-03-28T10:00:00+05:30', '2026-03-29T10:00:00+05:30'],
    ['Australia/Lord_Howe', 'P1D', '2026-04-04T10:00:00+11:00', '2026-04-05T10:00:00+10:30'],
    ['America/Sao_Paulo', 'P1D', '2026-10-17T10:00:00-03:00', '2026-10-18T10:00:00-03:00'],
  ])('%s, %s after %s is %s', (zone, wait, start, end) => {
    expect(second(start, zone, wait)).toBe(end);
  });
});

it('the timeline is counted by the contact`s clock too', () => {
  const played = aSimulation().cart('P1D').play();
  expect(played.trail[0]?.localTime).toBe('2026-03-29T10:00:00+02:00');
});

it('a contact without a zone lives by that of its country, else of the calendar, else in UTC', () => {
  const zoneOf = (input: Parameters<ReturnType<typeof aSimulation>['with']>[0]) =>
    aSimulation().with(input).cart('PT0S').play().trail[0]?.localTime;
  expect(zoneOf({ contact: { country: 'JP' } })).toBe('2026-03-28T18:00:00+09:00');
  expect(zoneOf({ contact: {}, calendar: { timeZone: 'America/New_York' } })).toBe('2026-03-28T05:00:00-04:00');
  expect(zoneOf({ contact: {} })).toBe('2026-03-28T09:00:00+00:00');
});

it('a delay until work is done goes by the calendar that is given', () => {
  const played = aSimulation()
    .of((automation) =>
      automation.startedBy(anyCart).withSteps({
        wait: { type: 'delay', businessHours: 'open', next: 'send' },
        send: template(null),
      }),
    )
    .with({ calendar: { timeZone: 'Europe/Rome', hours: { mon: [{ from: '09:00', to: '18:00' }] } } })
    .cart('PT0S')
    .play();
  expect(played.sends[0]?.intendedAt).toBe('2026-03-30T07:00:00.000Z');
  expect(sentIn(played)[0]).toMatch(/^2026-03-30T09:00:\d\d\+02:00/);
});

it('a loop with waits ends at the step limit, telling so', () => {
  const played = aSimulation()
    .of((automation) =>
      automation.startedBy(anyCart).withSteps({
        wait: { type: 'delay', for: 'PT1H', next: 'tag' },
        tag: { type: 'add_tag', tag: 'x', next: 'wait' },
      }),
    )
    .cart('PT0S')
    .play();
  expect(played.outcome).toEqual({ state: 'exited', exitReason: 'step_limit', convertedAt: null });
  expect(played.trail.at(-1)).toMatchObject({
    why: '1000 steps were executed',
    localTime: '2026-04-18T07:00:00+02:00',
  });
});

it('another seed may take another share of a split, the same seed never does', () => {
  const share = (seed: number) =>
    aSimulation()
      .of((automation) =>
        automation.startedBy(anyCart).withSteps({
          split: { type: 'split', shares: ['a', 'b'].map((next) => ({ weight: 1, next })) },
          a: { type: 'add_tag', tag: 'a', next: null },
          b: { type: 'add_tag', tag: 'b', next: null },
        }),
      )
      .with({ seed })
      .cart('PT0S')
      .play().contact.tags[0];
  const shares = Array.from({ length: 20 }, (_, seed) => share(seed));
  expect(new Set(shares)).toEqual(new Set(['a', 'b']));
  expect(shares.map((_, seed) => share(seed))).toEqual(shares);
});
