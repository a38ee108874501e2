import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';

describe('a manual trigger', () => {
  it('fires when somebody starts it, and at nothing else', () => {
    expect(isFired({ type: 'manual' }, { type: 'manual' })).toBe(true);
    expect(isFired({ type: 'manual' }, { type: 'shop.cart.updated' })).toBe(false);
  });
});
