import { expect, it } from '@jest/globals';
import { valueAt } from './value-at.js';

const data = { cart: { items: [{ sku: 'A' }], total: 0 }, empty: null };

it.each([
  ['cart.total', 0],
  ['cart.items.0.sku', 'A'],
  ['cart.items.1.sku', undefined],
  ['cart.items.length', 1],
  ['empty', null],
  ['empty.deeper', undefined],
  ['cart.total.toFixed', undefined],
  ['constructor', undefined],
  ['__proto__.polluted', undefined],
])('at %s stands %j', (path, value) => {
  expect(valueAt(data, path)).toBe(value);
});
