import { describe, expect, it } from '@jest/globals';
import { FixedClock } from './clock.js';

describe('FixedClock', () => {
  it('stands still until it is moved', () => {
    const clock = new FixedClock('2026-01-01T00:00:00Z');
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1));
    clock.advance(1_000);
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 0, 1));
    clock.set('2026-02-01T00:00:00Z');
    expect(clock.now()).toBe(Date.UTC(2026, 1, 1));
  });
});
