import { describe, expect, it } from '@jest/globals';
import { isFired } from '../testing/index.js';

const set = (marketing: string) => ({ type: 'contact.consent_changed', data: { marketing } });

describe('a consent trigger', () => {
  it('fires when consent is given, or withdrawn, as told', () => {
    expect(isFired({ type: 'consent', marketing: 'given' }, set('given'))).toBe(true);
    expect(isFired({ type: 'consent', marketing: 'given' }, set('withdrawn'))).toBe(false);
    expect(isFired({ type: 'consent', marketing: 'withdrawn' }, set('withdrawn'))).toBe(true);
  });

  it('fires once for an opt-out, which is told by a second event too', () => {
    const optedOut = { type: 'contact.opted_out', data: { via: 'message 1' } };
    expect(isFired({ type: 'consent', marketing: 'withdrawn' }, optedOut)).toBe(false);
  });
});
