import { describe, expect, it } from '@jest/globals';
import { isDateText, momentOf, momentOn, nextTimeOfDay, type Weekday } from './local-time.js';

const iso = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment).toISOString());

describe('momentOn', () => {
  it.each([
    ['2026-03-29', '02:30', 'Europe/Rome', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Rome', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29', '24:00', 'Europe/Rome', '2026-03-29T22:00:00.000Z'],
    ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, moment) => {
    expect(iso(momentOn(date, time, zone))).toBe(moment);
  });
});

describe('nextTimeOfDay', () => {
  it.each<[string, string, string, Weekday[] | undefined, string]>([
    ['Europe/Rome', '2026-03-20T09:00:00Z', '18:00', undefined, '2026-03-20T17:00:00.000Z'],
    ['Europe/Rome', '2026-03-20T09:00:00Z', '10:00', undefined, '2026-03-20T09:00:00.000Z'],
    ['Europe/Rome', '2026-03-20T09:00:01Z', '10:00', undefined, '2026-03-21T09:00:00.000Z'],
    ['Europe/Rome', '2026-03-28T09:00:01Z', '10:00', undefined, '2026-03-29T08:00:00.000Z'],
    ['Europe/Rome', '2026-03-20T09:00:00Z', '09:00', ['mon'], '2026-03-23T08:00:00.000Z'],
    ['Europe/Rome', '2026-03-20T09:00:00Z', '09:00', ['fri'], '2026-03-27T08:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-20T20:00:00Z', '01:00', ['sat'], '2026-03-27T19:30:00.000Z'],
    ['America/New_York', '2026-10-31T20:00:00Z', '09:00', ['sun'], '2026-11-01T14:00:00.000Z'],
  ])('in %s from %s, %s on %j is %s', (zone, from, at, on, moment) => {
    expect(iso(nextTimeOfDay(Date.parse(from), { at, on }, zone))).toBe(moment);
  });
});

describe('momentOf', () => {
  it.each([
    ['2026-12-24', '2026-12-23T23:00:00.000Z'],
    ['2026-12-24T18:00', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24T18:00:00-05:00', '2026-12-24T23:00:00.000Z'],
    ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
    ['9999-12-31T00:00:00Z', '9999-12-31T00:00:00.000Z'],
    ['2026-02-30', undefined],
    ['tomorrow', undefined],
    ['2026', undefined],
  ])('%s in Rome is %s', (text, moment) => {
    expect(iso(momentOf(text, 'Europe/Rome'))).toBe(moment);
    expect(isDateText(text)).toBe(moment !== undefined);
  });
});
