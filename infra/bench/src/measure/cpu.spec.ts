import { describe, expect, it } from '@jest/globals';
import { ticksOf, usedBetween } from './cpu.js';

describe('processor time', () => {
  it('is user and system time of a process and of its ended children, whatever its name', () => {
    const stat = '17 (a (b) c) S 1 17 17 0 -1 4194560 9 8 7 6 100 20 3 4 20 0 1 0 5 6 7';
    expect(ticksOf(stat)).toBe(127);
  });

  it('is told as the difference of two readings', () => {
    expect(usedBetween({ worker: 100 }, { worker: 350, gateway: 40 })).toEqual({ worker: 250, gateway: 40 });
  });
});
