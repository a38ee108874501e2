import { describe, expect, it } from '@jest/globals';
import { riseOf, watchRise } from './rising.js';

const look = (at: number, count: number) => ({ at, count });

describe('the rise of a count', () => {
  it('leaves out a slow start and a slow end', () => {
    const looks = [look(0, 0), look(5_000, 100), look(6_000, 500), look(7_000, 900), look(20_000, 1_000)];
    expect(riseOf(looks)).toBe(400);
  });

  it('is no number when nothing rose', () => {
    expect(riseOf([look(0, 3), look(100, 3)])).toBeNaN();
    expect(riseOf([])).toBeNaN();
  });
});

describe('watching', () => {
  it('ends when the count has risen by so much', async () => {
    let count = 5;
    const looks = await watchRise(() => Promise.resolve(count++), 2, 1_000);
    expect(looks.map((each) => each.count)).toEqual([5, 6, 7]);
  });

  it('gives up', async () => {
    await expect(watchRise(() => Promise.resolve(1), 2, 0)).rejects.toThrow('expected 2, seen 0');
  });
});
