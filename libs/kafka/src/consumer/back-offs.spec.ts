import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BackOffs, restAfter } from './back-offs.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the rest of a failing partition', () => {
  it('grows from one second to thirty', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(restAfter)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('ends with a wake-up, and a success forgets the failures', () => {
    const backOffs = new BackOffs();
    const woken: string[] = [];
    expect(backOffs.failed('t/0', () => woken.push('first'))).toBe(1_000);
    expect(backOffs.isResting('t/0')).toBe(true);
    expect(backOffs.isResting('t/1')).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect([woken, backOffs.isResting('t/0')]).toEqual([['first'], false]);
    expect(backOffs.failed('t/0', () => woken.push('second'))).toBe(2_000);
    jest.advanceTimersByTime(2_000);
    backOffs.succeeded('t/0');
    expect(backOffs.failed('t/0', () => woken.push('third'))).toBe(1_000);
  });

  it('wakes nobody after a stop', () => {
    const backOffs = new BackOffs();
    const woken: string[] = [];
    backOffs.failed('t/0', () => woken.push('late'));
    backOffs.clear();
    jest.advanceTimersByTime(60_000);
    expect(woken).toEqual([]);
  });
});
