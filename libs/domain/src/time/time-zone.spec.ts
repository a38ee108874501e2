import { expect, it } from '@jest/globals';
import { isTimeZone } from './time-zone.js';

it.each([
  ['Europe/Rome', true],
  ['America/Argentina/Buenos_Aires', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['local', false],
  ['', false],
])('%j as a time zone: %s', (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});
