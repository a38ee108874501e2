import { describe, expect, it } from '@jest/globals';
import { durationLines } from './test-durations.js';

const file = (name: string, seconds: number) => ({
  name: `/here/${name}`,
  startTime: 1_000,
  endTime: 1_000 + seconds * 1_000,
});
const linesOf = (...testResults: ReturnType<typeof file>[]): string[] => durationLines([{ testResults }], '/here');

describe('what took how long', () => {
  it('adds up each kind that ran and lists the slowest first', () => {
    expect(linesOf(file('a.spec.ts', 1), file('b.int-spec.ts', 12.34), file('c.spec.ts', 2))).toEqual([
      'Seconds by kind of spec:',
      '     3.0  spec (2 files)',
      '    12.3  int-spec (1 files)',
      'Slowest files:',
      '    12.3  b.int-spec.ts',
      '     2.0  c.spec.ts',
      '     1.0  a.spec.ts',
    ]);
  });

  it('lists no more than fifteen files', () => {
    expect(linesOf(...Array.from({ length: 40 }, (_, n) => file(`${n}.spec.ts`, n)))).toHaveLength(3 + 15);
  });
});
