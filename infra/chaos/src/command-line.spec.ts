import { expect, it } from '@jest/globals';
import { parsePlayOptions } from './command-line.js';

const unless = { minutes: 5, seed: 42, rate: 4 };

it('takes what is given, and what stands in for the rest', () => {
  expect(parsePlayOptions(['--minutes', '30', '--seed', '7'], unless)).toEqual({
    minutes: 30,
    seed: 7,
    perSecond: 4,
    wantsHelp: false,
  });
  expect(parsePlayOptions(['--help'], unless)).toMatchObject({ minutes: 5, seed: 42, wantsHelp: true });
});

it.each([
  ['--minutes', 'long'],
  ['--seed', '1.5'],
  ['--rate', '0'],
  ['--hours', '2'],
])('refuses %s %s', (...args) => {
  expect(() => parsePlayOptions(args, unless)).toThrow(args[0]);
});
