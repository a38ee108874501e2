import { describe, expect, it } from '@jest/globals';
import { numberText, tableOf } from './table.js';

const rate = {
  section: 'journey',
  figure: 'rate',
  value: 24.6,
  unit: 'runs/s',
  min: 20,
  max: 30,
  bar: null,
  pass: null,
};
const ratio = {
  section: 'entry',
  figure: 'p50',
  value: 250,
  unit: 'ms',
  min: 250,
  max: 250,
  bar: '< 200',
  pass: false,
};

describe('the table', () => {
  it('aligns what stands under each other and names what missed its bar', () => {
    expect(tableOf([rate, ratio])).toEqual([
      'section  figure  value    min … max  unit    bar',
      'journey  rate     24.6  20.0 … 30.0  runs/s',
      'entry    p50       250               ms      < 200  MISSED',
    ]);
  });

  it('says of a bar that is reached that it is', () => {
    expect(tableOf([{ ...ratio, pass: true }])[1]).toMatch(/< 200 {2}ok$/);
  });
});

describe('a number', () => {
  it.each([
    [0.714, '0.71'],
    [24.57, '24.6'],
    [3010.4, '3010'],
  ])('of %d is written %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});
