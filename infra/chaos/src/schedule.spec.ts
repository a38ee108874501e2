import { describe, expect, it } from '@jest/globals';
import { mortals } from '@threadline/local';
import { scheduleOf, troubles } from './schedule.js';

const minute = 60_000;

describe('a schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(scheduleOf(7, 5 * minute)).toEqual(scheduleOf(7, 5 * minute));
    expect(scheduleOf(8, 5 * minute)).not.toEqual(scheduleOf(7, 5 * minute));
  });

  it('has every fault within four minutes, whatever the seed', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const faults = scheduleOf(seed, 4 * minute);
      const parts = (kind: string) =>
        faults.flatMap((fault) => (fault.kind === kind && 'part' in fault ? fault.part : []));
      expect(parts('kill')).toEqual(expect.arrayContaining([...mortals, 'gateway-2', 'worker-2']));
      expect(parts('freeze')).toEqual(expect.arrayContaining([...mortals, 'gateway-2', 'worker-2']));
      const ordered = faults.flatMap((fault) => (fault.kind === 'trouble' ? fault.trouble : []));
      expect(ordered).toEqual(expect.arrayContaining([...troubles]));
      expect(faults.some(({ kind }) => kind === 'late')).toBe(true);
    }
  });

  it('ends in time', () => {
    expect(scheduleOf(3, minute).every(({ atMs }) => atMs < minute)).toBe(true);
  });
});
