import { describe, expect, it } from '@jest/globals';
import { median, percentile, ratios } from './statistics.js';

describe('a percentile', () => {
  it('is a sample that was taken, the nearest rank', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(samples, 0.5)).toBe(50);
    expect(percentile(samples, 0.99)).toBe(99);
    expect(percentile(samples, 1)).toBe(100);
  });

  it('of few samples is the largest', () => {
    expect(percentile([3, 1, 2], 0.99)).toBe(3);
  });

  it('of no samples is no number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('the median', () => {
  it('is the middle one', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('lies between the two middle ones', () => {
    expect(median([4, 1, 2, 9])).toBe(3);
  });

  it('of no samples is no number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('ratios', () => {
  it('are taken repeat by repeat', () => {
    expect(ratios([10, 30], [20, 30])).toEqual([0.5, 1]);
  });

  it('need samples of the same repeats', () => {
    expect(() => ratios([1], [])).toThrow('the same repeats');
  });
});
