import { expect, it } from '@jest/globals';
import { countryOf, toE164 } from './phone.js';

it.each([
  ['+39 333 123 4567', undefined, '+393331234567'],
  ['333 1234567', 'IT', '+393331234567'],
  ['(415) 555-2671', 'US', '+14155552671'],
  ['333 1234567', undefined, undefined],
  ['+39 1', undefined, undefined],
  ['call me', 'IT', undefined],
])('%j of %j is %j in E.164', (written, country, number) => {
  expect(toE164(written, country)).toBe(number);
});

it.each([
  ['+393331234567', 'IT'],
  ['+14155552671', 'US'],
  ['+12042345678', 'CA'],
  ['+870773111632', undefined],
  ['nonsense', undefined],
])('%s is a number of %j', (phone, country) => {
  expect(countryOf(phone)).toBe(country);
});
