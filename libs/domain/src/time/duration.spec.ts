import { describe, expect, it } from '@jest/globals';
import { addDuration, Duration, nominalMs, shortestMs, subtractDuration } from './duration.js';
import { lastInstant } from './instant.js';

const plus = (start: string, duration: string, zone: string) =>
  new Date(addDuration(Date.parse(start), duration, zone)).toISOString();

describe('Duration', () => {
  it.each(['PT0S', 'PT30M', 'PT24H', 'P1D', 'P2W', 'P1M', 'P1Y2M3DT4H5M6S', 'PT0.5S', 'P1W2D'])('%s is one', (text) => {
    expect(Duration.safeParse(text).success).toBe(true);
  });

  it.each(['', 'P', 'PT', 'P1DT', '1D', 'P-1D', 'PT1.5H', 'P1H', '3 days', 'PT1e9S', 'P1000000D', ' P1D'])(
    '%j is none',
    (text) => {
      expect(Duration.safeParse(text).success).toBe(false);
    },
  );
});

describe('addDuration', () => {
  it.each([
    ['Europe/Rome', 'clocks go forward', '2026-03-28T09:00:00Z', 'P1D', '2026-03-29T08:00:00.000Z'],
    ['Europe/Rome', 'clocks go forward', '2026-03-28T09:00:00Z', 'PT24H', '2026-03-29T09:00:00.000Z'],
    ['Europe/Rome', 'into the hour that does not exist', '2026-03-28T01:30:00Z', 'P1D', '2026-03-29T01:30:00.000Z'],
    ['Europe/Rome', 'clocks go back', '2026-10-24T08:00:00Z', 'P1D', '2026-10-25T09:00:00.000Z'],
    ['Europe/Rome', 'into the hour that comes twice', '2026-10-24T00:30:00Z', 'P1D', '2026-10-25T00:30:00.000Z'],
    ['Europe/Rome', 'a day and then exact hours', '2026-03-28T09:00:00Z', 'P1DT2H', '2026-03-29T10:00:00.000Z'],
    ['America/New_York', 'clocks go forward', '2026-03-07T15:00:00Z', 'P1D', '2026-03-08T14:00:00.000Z'],
    ['America/New_York', 'clocks go back', '2026-10-31T14:00:00Z', 'P1D', '2026-11-01T15:00:00.000Z'],
    ['Asia/Kolkata', 'no change ever', '2026-03-28T09:00:00Z', 'P1D', '2026-03-29T09:00:00.000Z'],
    ['Australia/Lord_Howe', 'clocks go back half an hour', '2026-04-04T00:00:00Z', 'P1D', '2026-04-05T00:30:00.000Z'],
    [
      'Australia/Lord_Howe',
      'clocks go forward half an hour',
      '2026-10-03T00:30:00Z',
      'P1D',
      '2026-10-04T00:00:00.000Z',
    ],
    ['America/Sao_Paulo', 'no change any more', '2026-10-17T12:00:00Z', 'P1D', '2026-10-18T12:00:00.000Z'],
    ['America/Sao_Paulo', 'midnight that did not exist', '2018-11-03T03:00:00Z', 'P1D', '2018-11-04T03:00:00.000Z'],
    ['Europe/Rome', 'to the end of a shorter month', '2026-01-31T09:00:00Z', 'P1M', '2026-02-28T09:00:00.000Z'],
    ['Europe/Rome', 'a leap day a year on', '2028-02-29T09:00:00Z', 'P1Y', '2029-02-28T09:00:00.000Z'],
    ['Europe/Rome', 'weeks', '2026-03-20T09:00:00Z', 'P2W', '2026-04-03T08:00:00.000Z'],
  ])('%s, %s: %s + %s = %s', (zone, _, start, duration, end) => {
    expect(plus(start, duration, zone)).toBe(end);
  });

  it('stops at the end of the year 9999', () => {
    expect(addDuration(Date.UTC(2026, 0), 'P99999Y', 'Europe/Rome')).toBe(lastInstant);
    expect(addDuration(lastInstant, 'P1D', 'UTC')).toBe(lastInstant);
  });

  it('refuses what is no duration', () => {
    expect(() => addDuration(0, 'soon', 'UTC')).toThrow('not an ISO 8601 duration: soon');
  });
});

it('subtractDuration goes back by the same rules', () => {
  const start = Date.parse('2026-03-29T08:00:00Z');
  expect(new Date(subtractDuration(start, 'P1D', 'Europe/Rome')).toISOString()).toBe('2026-03-28T09:00:00.000Z');
});

it('a day lasts at least 23 hours and 24 as people reckon', () => {
  expect(shortestMs('P1DT1H')).toBe(24 * 3_600_000);
  expect(nominalMs('P1DT1H')).toBe(25 * 3_600_000);
  expect(shortestMs('PT0S')).toBe(0);
});
