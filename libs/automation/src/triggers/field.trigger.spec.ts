import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';

const changed = { type: 'contact.field_changed', data: { field: 'plan', from: null, to: 'gold' } };
const fires = (told: { field: string; from?: string | null; to?: string }) =>
  isFired({ type: 'field', ...told }, changed);

describe('a field trigger', () => {
  it('fires at any change of its field', () => {
    expect(fires({ field: 'plan' })).toBe(true);
    expect(fires({ field: 'city' })).toBe(false);
  });

  it('fires at the change it names only', () => {
    expect(fires({ field: 'plan', to: 'gold' })).toBe(true);
    expect(fires({ field: 'plan', to: 'tin' })).toBe(false);
    expect(fires({ field: 'plan', from: null, to: 'gold' })).toBe(true);
    expect(fires({ field: 'plan', from: 'tin' })).toBe(false);
  });
});
