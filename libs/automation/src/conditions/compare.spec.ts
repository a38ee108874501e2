import { expect, it } from '@jest/globals';
import { compare } from './compare.js';
import type { Operator } from './condition.js';

it.each<[unknown, Operator, unknown, boolean]>([
  [1, 'eq', 1, true],
  ['30', 'eq', 30, true],
  ['Rome', 'eq', 'rome', false],
  [undefined, 'eq', null, true],
  [undefined, 'ne', 'x', true],
  ['x', 'ne', 'x', false],
  [true, 'eq', true, true],
  ['true', 'eq', true, false],
  [31, 'gt', 30, true],
  ['31.5', 'gte', 30, true],
  [30, 'lt', 30, false],
  ['30', 'lte', 30, true],
  ['9', 'gt', '10', true],
  [undefined, 'lt', 30, false],
  ['abc', 'lt', 30, false],
  ['', 'lt', 30, false],
  ['2026-03-20T10:00:00+01:00', 'lt', '2026-03-20T09:30:00Z', true],
  ['2026-03-20', 'gte', '2026-03-20', true],
  ['b', 'in', ['a', 'b'], true],
  [2, 'in', ['1', '2'], true],
  ['c', 'in', ['a', 'b'], false],
  ['shoes and hats', 'contains', 'hats', true],
  [['shoes', 'hats'], 'contains', 'hats', true],
  [['shoes'], 'contains', 'shoe', false],
  [undefined, 'contains', 'x', false],
  ['+39333', 'starts_with', '+39', true],
  ['ann@example.org', 'matches', '@example\\.(org|com)$', true],
  ['x', 'matches', '(', false],
  ['x', 'exists', undefined, true],
  [undefined, 'exists', undefined, false],
  ['', 'exists', true, false],
  [null, 'exists', false, true],
  [{}, 'gt', 1, false],
])('%j %s %j is %s', (actual, op, expected, holds) => {
  expect(compare(actual, op, expected)).toBe(holds);
});

it('a regular expression that would backtrack for ever is matched in linear time', () => {
  expect(compare('a'.repeat(5_000) + '!', 'matches', '^(a+)+$')).toBe(false);
});
