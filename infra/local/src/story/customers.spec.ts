import { expect, it } from '@jest/globals';
import { everybody, masked, newCast } from './customers.js';

it('shows of a phone number the country and the last two digits only', () => {
  expect(masked('+393471234561')).toBe('+39 … 61');
});

it('gives every customer a number and a cart of their own', () => {
  const customers = everybody(newCast('tag'));
  expect(new Set(customers.map(({ phone }) => phone)).size).toBe(4);
  expect(new Set(customers.map(({ cartId }) => cartId)).size).toBe(4);
  for (const { phone } of customers) expect(phone).toMatch(/^\+39347\d{7}$/);
});
