import { expect, it } from '@jest/globals';
import { numbered, slugOf } from './slug.js';

it.each([
  ['1.1 Abandoned cart', '1-1-abandoned-cart'],
  ['  Perché no? ', 'perche-no'],
  ['Жук', 'automation'],
  ['---', 'automation'],
  ['Sale 🎉 now', 'sale-now'],
  [`${'long '.repeat(40)}`, 'long-long-long-long-long-long-long-long-long-long'],
])('makes of the name "%s" the slug %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('numbers the second of a name, not the first', () => {
  expect([numbered('cart', 1), numbered('cart', 2)]).toEqual(['cart', 'cart-2']);
});
