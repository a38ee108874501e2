import { describe, expect, it } from '@jest/globals';
import { addressOf, Customer } from './customer.js';

describe('addressOf', () => {
  it.each([
    ['+39 123-456 (7890)', { waId: '391234567890' }],
    ['2025550100', { waId: '12025550100' }],
    ['IT.abc123', { userId: 'IT.abc123' }],
    ['US.ENT.abc123', { userId: 'US.ENT.abc123' }],
  ])('reads %s, a national number as one of the sender’s country', (text, address) => {
    expect(addressOf(text, '1')).toEqual(address);
  });

  it.each(['', '+', 'me', '+39abc', '+1234567890123456', '++391234567890'])('refuses %j', (text) => {
    expect(addressOf(text, '1')).toBeUndefined();
  });
});

describe('Customer', () => {
  it('may be written to freely for 24 hours after they wrote', () => {
    const customer = new Customer({ waId: '391234567890' });
    expect(customer.isWindowOpen(0)).toBe(false);
    customer.lastWroteAt = 1_000;
    expect(customer.isWindowOpen(1_000 + 86_400_000 - 1)).toBe(true);
    expect(customer.isWindowOpen(1_000 + 86_400_000)).toBe(false);
  });
});
