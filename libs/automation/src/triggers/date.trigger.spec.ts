import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';
import { date, nextDate } from './date.trigger.js';

type Told = Omit<Parameters<typeof nextDate>[0], 'at' | 'yearly'> & { at?: string; yearly?: boolean };

function next(told: Told, value: unknown, { now, zone = 'Europe/Rome' }: { now: string; zone?: string }) {
  const trigger = date.schema.parse({ id: 'd', type: 'date', field: 'f', ...told });
  const arriving = nextDate(trigger, value, { now: Date.parse(now), zone });
  return arriving === undefined ? undefined : new Date(arriving.at).toISOString();
}

describe('the next moment of a date', () => {
  it('is on the date, at nine in the contact`s zone without more', () => {
    expect(next({}, '2026-06-01', { now: '2026-05-01T00:00:00Z' })).toBe('2026-06-01T07:00:00.000Z');
    expect(next({ at: '18:30' }, '2026-06-01', { now: '2026-05-01T00:00:00Z', zone: 'Asia/Kolkata' })).toBe(
      '2026-06-01T13:00:00.000Z',
    );
  });

  it('is so long before or after it, in calendar time', () => {
    expect(next({ offset: { before: 'P7D' } }, '2026-04-01', { now: '2026-03-01T00:00:00Z' })).toBe(
      '2026-03-25T08:00:00.000Z',
    );
    expect(next({ offset: { after: 'P1Y' } }, '2026-04-01', { now: '2026-05-01T00:00:00Z' })).toBe(
      '2027-04-01T07:00:00.000Z',
    );
  });

  it('does not come when it is over', () => {
    expect(next({}, '2026-06-01', { now: '2026-06-01T07:00:00Z' })).toBe('2026-06-01T07:00:00.000Z');
    expect(next({}, '2026-06-01', { now: '2026-06-01T07:00:00.001Z' })).toBeUndefined();
  });

  it('comes every year when told to', () => {
    const birthday = { yearly: true };
    expect(next(birthday, '1990-06-01', { now: '2026-05-01T00:00:00Z' })).toBe('2026-06-01T07:00:00.000Z');
    expect(next(birthday, '1990-06-01', { now: '2026-06-02T00:00:00Z' })).toBe('2027-06-01T07:00:00.000Z');
    expect(next({ ...birthday, offset: { before: 'P7D' } }, '1990-01-03', { now: '2026-12-20T00:00:00Z' })).toBe(
      '2026-12-27T08:00:00.000Z',
    );
    expect(next({ ...birthday, offset: { after: 'P3Y' } }, '2020-01-03', { now: '2026-01-02T00:00:00Z' })).toBe(
      '2026-01-03T08:00:00.000Z',
    );
  });

  it('does not come before the date itself', () => {
    expect(next({ yearly: true }, '2028-06-01', { now: '2026-05-01T00:00:00Z' })).toBeUndefined();
  });

  it('is 28 February for a birthday on the 29th, but for leap years', () => {
    const birthday = { yearly: true };
    expect(next(birthday, '2000-02-29', { now: '2026-02-01T00:00:00Z' })).toBe('2026-02-28T08:00:00.000Z');
    expect(next(birthday, '2000-02-29', { now: '2028-02-01T00:00:00Z' })).toBe('2028-02-29T08:00:00.000Z');
  });

  it.each([undefined, null, '', 'soon', 7, {}, '2026-02-30'])('does not come for a field that holds %j', (value) => {
    expect(next({ yearly: true }, value, { now: '2026-01-01T00:00:00Z' })).toBeUndefined();
  });

  it('keeps its time of day across changes of the clocks', () => {
    expect(next({ at: '02:30' }, '2026-03-29', { now: '2026-03-01T00:00:00Z' })).toBe('2026-03-29T01:30:00.000Z');
  });
});

it('tells which day has come, wherever its moment has been moved', () => {
  const trigger = date.schema.parse({
    id: 'd',
    type: 'date',
    field: 'f',
    yearly: true,
    offset: { before: 'P7D' },
  });
  const arriving = nextDate(trigger, '1990-01-03', { now: Date.parse('2026-12-20T00:00:00Z'), zone: 'Europe/Rome' });
  expect(arriving?.date).toBe('2027-01-03');
});

describe('a date trigger', () => {
  it('fires at the moment of its own, whatever else waits for the same field', () => {
    const birthday = { type: 'date', field: 'birthday' } as const;
    expect(isFired(birthday, { type: 'date.arrived', data: { trigger: 'it', field: 'birthday' } })).toBe(true);
    expect(isFired(birthday, { type: 'date.arrived', data: { trigger: 'week', field: 'birthday' } })).toBe(false);
  });
});
