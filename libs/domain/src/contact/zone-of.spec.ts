import { expect, it } from '@jest/globals';
import { getAllCountries } from 'countries-and-timezones';
import { isTimeZone } from '../time/time-zone.js';
import { mainZoneOf, zoneOf } from './zone-of.js';

const workspaceZone = 'Europe/Rome';

it.each([
  [{ contactZone: 'Asia/Tokyo', country: 'US' }, 'Asia/Tokyo'],
  [{ country: 'US' }, 'America/New_York'],
  [{ country: 'IN' }, 'Asia/Kolkata'],
  [{ country: 'ZZ' }, 'Europe/Rome'],
  [{ contactZone: 'nonsense' }, 'Europe/Rome'],
  [{}, 'Europe/Rome'],
])('the zone of %j is %s', (known, zone) => {
  expect(zoneOf({ ...known, workspaceZone })).toBe(zone);
});

it('every country where anyone lives has a main zone that exists', () => {
  const inhabited = Object.keys(getAllCountries()).filter((country) => country !== 'HM');
  const bad = inhabited.filter((country) => {
    const zone = mainZoneOf(country);
    return zone === undefined || !isTimeZone(zone);
  });
  expect(bad).toEqual([]);
});
