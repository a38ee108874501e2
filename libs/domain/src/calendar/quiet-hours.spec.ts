import { describe, expect, it } from '@jest/globals';
import { afterQuiet, quietUntil } from './quiet-hours.js';

const night = { from: '21:00', to: '09:00' };
const end = (moment: string, zone = 'Europe/Rome', quiet = night) => {
  const until = quietUntil(quiet, Date.parse(moment), zone);
  return until === undefined ? undefined : new Date(until).toISOString();
};

describe('quietUntil', () => {
  it.each([
    ['in the evening', '2026-03-20T20:00:00Z', '2026-03-21T08:00:00.000Z'],
    ['in the morning', '2026-03-20T07:59:59Z', '2026-03-20T08:00:00.000Z'],
    ['at the end, to the moment', '2026-03-20T08:00:00Z', undefined],
    ['by day', '2026-03-20T12:00:00Z', undefined],
    ['in the night the clocks go forward', '2026-03-28T22:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['in the night the clocks go back', '2026-10-24T20:00:00Z', '2026-10-25T08:00:00.000Z'],
  ])('%s', (_, moment, until) => {
    expect(end(moment)).toBe(until);
  });

  it('goes by the clock on the contact`s wall', () => {
    expect(end('2026-03-20T12:00:00Z', 'Asia/Tokyo')).toBe('2026-03-21T00:00:00.000Z');
    expect(end('2026-03-20T12:00:00Z', 'America/New_York')).toBe('2026-03-20T13:00:00.000Z');
  });

  it('may lie within a day', () => {
    expect(end('2026-03-20T12:30:00Z', 'UTC', { from: '12:00', to: '14:00' })).toBe('2026-03-20T14:00:00.000Z');
    expect(end('2026-03-20T14:00:00Z', 'UTC', { from: '12:00', to: '14:00' })).toBeUndefined();
  });
});

it('what waited for the end of quiet hours comes within a quarter of an hour after it, always at the same moment', () => {
  const given = { instant: Date.parse('2026-03-20T20:00:00Z'), zone: 'Europe/Rome' };
  const moments = Array.from(
    { length: 50 },
    (_, run) => afterQuiet(night, { ...given, seed: [`run-${run}`, 'remind'] }) ?? 0,
  );
  const ends = Date.parse('2026-03-21T08:00:00Z');
  for (const moment of moments) expect(moment >= ends && moment < ends + 900_000).toBe(true);
  expect(new Set(moments).size).toBeGreaterThan(40);
  expect(afterQuiet(night, { ...given, seed: ['run-0', 'remind'] })).toBe(moments[0]);
});

describe('public holidays that are quiet', () => {
  const quiet = { ...night, holidays: 'quiet' } as const;
  const rome = { zone: 'Europe/Rome', country: 'IT', seed: ['run'] };
  const dayAfter = (moment: string, given: object = {}) => {
    const until = afterQuiet(quiet, { instant: Date.parse(moment), ...rome, ...given });
    return until === undefined ? undefined : new Date(until).toISOString().slice(0, 13);
  };

  it.each([
    ['the whole day', '2026-12-08T11:00:00Z', '2026-12-09T08'],
    ['several in a row', '2026-12-25T11:00:00Z', '2026-12-27T08'],
    ['from the night before', '2026-12-07T21:00:00Z', '2026-12-09T08'],
    ['not the day after', '2026-12-09T11:00:00Z', undefined],
  ])('%s', (_, moment, until) => expect(dayAfter(moment)).toBe(until));

  it('are those of the contact`s country, and none when nobody knows it', () => {
    expect(dayAfter('2026-12-08T11:00:00Z', { country: 'DE' })).toBeUndefined();
    expect(dayAfter('2026-12-08T11:00:00Z', { country: undefined })).toBeUndefined();
  });

  it('are as other days unless they are said to be quiet', () => {
    expect(afterQuiet(night, { instant: Date.parse('2026-12-08T11:00:00Z'), ...rome })).toBeUndefined();
  });
});
