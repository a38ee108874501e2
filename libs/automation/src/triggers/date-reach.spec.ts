import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateReach } from './date-reach.js';
import { date, nextDate } from './date.trigger.js';

const trigger = (told: object = {}) => date.schema.parse({ id: 'd', type: 'date', field: 'f', ...told });
const within = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });

describe('the days a field may hold for a date trigger to fire', () => {
  it('are that of the moment, where it is nine in the morning, and its neighbours', () => {
    expect(dateReach(trigger(), within('2026-06-01T06:59:30Z', '2026-06-01T07:00:30Z'))).toEqual([
      '2026-05-31',
      '2026-06-01',
      '2026-06-02',
    ]);
    expect(dateReach(trigger(), within('2026-06-01T19:59:30Z', '2026-06-01T20:00:30Z'))).toEqual([
      '2026-05-31',
      '2026-06-01',
      '2026-06-02',
      '2026-06-03',
    ]);
  });

  it('are none in a minute in which it is that time of day nowhere', () => {
    expect(dateReach(trigger(), within('2026-06-01T07:00:00Z', '2026-06-01T07:14:59Z'))).toEqual([]);
    expect(dateReach(trigger({ at: '09:07' }), within('2026-06-01T07:06:30Z', '2026-06-01T07:07:30Z'))).toContain(
      '2026-06-01',
    );
  });

  it('leave out no day that fires, wherever the contact lives and however far the offset goes', () => {
    const zones = ['Europe/Rome', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Sao_Paulo'];
    const furthest = ['Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu'];
    const offsets = [undefined, { before: 'P7D' }, { after: 'P1M' }, { before: 'P1Y1M' }, { after: 'P3DT5H20M' }];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones, ...furthest),
        fc.constantFrom(...offsets),
        fc.integer({ min: 0, max: 1_439 }),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 90_000 }),
        (zone, offset, minute, days, before) => {
          const at = new Date(minute * 60_000).toISOString().slice(11, 16);
          const fired = trigger({ at, ...(offset && { offset }) });
          const day = new Date(Date.parse('2027-01-15') + days * 86_400_000).toISOString().slice(0, 10);
          const arrival = nextDate(fired, day, { now: 0, zone });
          if (!arrival) throw new Error('the day does not come');
          const stretch = { from: arrival.at - 1 - before, to: arrival.at + 60_000 };
          return dateReach(fired, stretch).includes(day);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});
