import { describe, expect, it } from '@jest/globals';
import { closedPeriod, dayIn, holidayOn, isOpen, nextOpening } from './open-hours.js';
import { WorkCalendar } from './work-calendar.js';

const nine = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
];
const rome = WorkCalendar.parse({
  timeZone: 'Europe/Rome',
  hours: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
  holidays: [{ date: '2026-03-24', name: 'Inventory' }, { everyYear: '02-29' }],
  country: { code: 'IT' },
});
const at = (moment: string) => Date.parse(moment);
const iso = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment).toISOString());

describe('isOpen', () => {
  it.each([
    ['on a Friday at nine', '2026-03-20T08:00:00Z', true],
    ['a moment before', '2026-03-20T07:59:59.999Z', false],
    ['in the lunch break', '2026-03-20T12:30:00Z', false],
    ['at the end of the day, to the moment', '2026-03-20T17:00:00Z', false],
    ['on a Saturday', '2026-03-21T09:00:00Z', false],
    ['on a holiday of its own', '2026-03-24T09:00:00Z', false],
    ['on Easter Monday, which Italy knows', '2026-04-06T09:00:00Z', false],
    ['on the Monday after the clocks changed', '2026-03-30T07:00:00Z', true],
  ])('%s: %s', (_, moment, open) => {
    expect(isOpen(rome, at(moment))).toBe(open);
  });

  it('is always so without hours, but for holidays', () => {
    const always = WorkCalendar.parse({ timeZone: 'UTC', holidays: [{ date: '2026-01-02' }] });
    expect(isOpen(always, at('2026-01-01T23:59:59Z'))).toBe(true);
    expect(isOpen(always, at('2026-01-02T00:00:00Z'))).toBe(false);
    expect(iso(nextOpening(always, at('2026-01-02T12:00:00Z')))).toBe('2026-01-03T00:00:00.000Z');
  });

  it('reaches midnight and goes on after it', () => {
    const night = WorkCalendar.parse({
      timeZone: 'Europe/Rome',
      hours: { sat: [{ from: '20:00', to: '24:00' }], sun: [{ from: '00:00', to: '04:00' }] },
    });
    expect(isOpen(night, at('2026-03-28T22:59:59Z'))).toBe(true);
    expect(isOpen(night, at('2026-03-28T23:00:00Z'))).toBe(true);
    expect(isOpen(night, at('2026-03-29T02:00:00Z'))).toBe(false);
  });
});

describe('nextOpening', () => {
  it.each([
    ['while it is open', '2026-03-20T09:00:00Z', '2026-03-20T09:00:00.000Z'],
    ['over lunch', '2026-03-20T12:00:00Z', '2026-03-20T13:00:00.000Z'],
    ['over the weekend', '2026-03-20T17:00:00Z', '2026-03-23T08:00:00.000Z'],
    ['over a holiday', '2026-03-23T17:00:00Z', '2026-03-25T08:00:00.000Z'],
    ['over the change of the clocks', '2026-03-27T17:00:00Z', '2026-03-30T07:00:00.000Z'],
  ])('%s', (_, moment, opening) => {
    expect(iso(nextOpening(rome, at(moment)))).toBe(opening);
  });

  it('is none for a workspace that never opens', () => {
    expect(nextOpening(WorkCalendar.parse({ timeZone: 'UTC', hours: { mon: [] } }), 0)).toBeUndefined();
  });
});

describe('closedPeriod', () => {
  it('is the same for every moment of a weekend', () => {
    const saturday = closedPeriod(rome, at('2026-03-21T09:00:00Z'));
    expect(saturday).toEqual({
      since: at('2026-03-20T17:00:00Z'),
      until: at('2026-03-23T08:00:00Z'),
      because: 'hours',
    });
    expect(closedPeriod(rome, at('2026-03-22T20:00:00Z'))).toEqual(saturday);
  });

  it('names the holiday', () => {
    expect(closedPeriod(rome, at('2026-03-24T09:00:00Z'))).toMatchObject({ because: 'holiday', name: 'Inventory' });
  });

  it('is none while it is open', () => {
    expect(closedPeriod(rome, at('2026-03-20T09:00:00Z'))).toBeUndefined();
  });
});

it('a holiday of 29 February falls on the 28th in other years', () => {
  expect(holidayOn(rome, '2028-02-29')).toBe('holiday');
  expect(holidayOn(rome, '2028-02-28')).toBeUndefined();
  expect(holidayOn(rome, '2027-02-28')).toBe('holiday');
  expect(dayIn('02-29', '2100-06-01')).toBe('2100-02-28');
});

it('hours that end before they begin are refused', () => {
  const parsed = WorkCalendar.safeParse({ timeZone: 'UTC', hours: { mon: [{ from: '20:00', to: '04:00' }] } });
  expect(parsed.error?.issues[0]?.message).toContain('split it at midnight');
});
