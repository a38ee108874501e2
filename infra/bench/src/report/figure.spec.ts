import { describe, expect, it } from '@jest/globals';
import { atLeast, atMost, below, resultOf } from './figure.js';

describe('a result', () => {
  it('tells the middle sample, the extremes, and whether the bar is reached', () => {
    const figure = { figure: 'rate', unit: 'runs/s', samples: [30, 10, 20], bar: atLeast(20) };
    expect(resultOf('journey', figure)).toEqual({
      section: 'journey',
      figure: 'rate',
      value: 20,
      unit: 'runs/s',
      min: 10,
      max: 30,
      bar: '≥ 20',
      pass: true,
    });
  });

  it.each([
    [atLeast(2), false],
    [atMost(1), true],
    [atMost(0.9), false],
    [below(1), false],
    [below(1.1), true],
  ])('knows of 1 whether it reaches %o', (bar, pass) => {
    expect(resultOf('any', { figure: 'any', unit: '×', samples: [1], bar }).pass).toBe(pass);
  });

  it('neither passes nor fails without a bar', () => {
    expect(resultOf('any', { figure: 'any', unit: 'ms', samples: [1] })).toMatchObject({ bar: null, pass: null });
  });

  it.each([[[]], [[NaN]], [[1, Infinity]]])('is not made of %o', (samples) => {
    expect(() => resultOf('entry', { figure: 'p50', unit: 'ms', samples })).toThrow('entry, p50: not measured');
  });
});
