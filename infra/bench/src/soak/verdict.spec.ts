import { describe, expect, it } from '@jest/globals';
import { resultOf } from '../report/figure.js';
import type { Sample } from './sample.js';
import { figuresOf } from './verdict.js';

const aSample = (told: { second?: number; mb?: number } & Partial<Sample> = {}): Sample => {
  const { second = 0, mb = 100, ...others } = told;
  const worker = { residentMb: 2 * mb, heapMb: mb, loopDelayMs: 12 };
  return { second, apps: { worker }, databaseMb: 10, lag: 0, owed: 0, live: 0, ...others };
};

const missed = (samples: readonly Sample[], settled: Sample): string[] =>
  figuresOf(samples, settled)
    .map((figure) => resultOf('soak', figure))
    .filter(({ pass }) => pass === false)
    .map(({ figure }) => figure);

const soak = (mbAt: (share: number) => number): Sample[] =>
  Array.from({ length: 90 }, (_, second) => aSample({ second, mb: mbAt(second / 90) }));

describe('a soak passes', () => {
  it('when nothing grows and everything is worked off', () => {
    expect(
      missed(
        soak(() => 100),
        aSample(),
      ),
    ).toEqual([]);
  });

  it('when memory grows in the warm-up only', () => {
    expect(
      missed(
        soak((share) => (share < 0.3 ? 50 + 200 * share : 110)),
        aSample(),
      ),
    ).toEqual([]);
  });

  it('when the heap goes up and down between collections', () => {
    expect(
      missed(
        soak((share) => 100 + 80 * ((share * 18) % 1)),
        aSample(),
      ),
    ).toEqual([]);
  });
});

describe('a soak fails', () => {
  it('when memory grows on after the warm-up', () => {
    expect(
      missed(
        soak((share) => 100 + 100 * share),
        aSample(),
      ),
    ).toEqual(['heap of worker, last ÷ first', 'memory of worker, last ÷ first']);
  });

  it.each([
    ['events are left in Kafka', { lag: 1 }, 'lag at the end'],
    ['something is still owed', { owed: 1 }, 'owed at the end'],
    ['a run has not ended', { live: 1 }, 'runs that did not end'],
  ])('when %s', (_, left, figure) => {
    expect(
      missed(
        soak(() => 100),
        aSample(left),
      ),
    ).toEqual([figure]);
  });

  it('when an app does not tell its memory', () => {
    expect(() =>
      missed(
        soak(() => NaN),
        aSample(),
      ),
    ).toThrow('not measured');
  });
});
