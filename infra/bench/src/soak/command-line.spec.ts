import { expect, it } from '@jest/globals';
import { parseSoakOptions } from './command-line.js';

it('soaks half an hour at two carts a second unless told', () => {
  expect(parseSoakOptions([])).toEqual({ minutes: 30, perSecond: 2, json: undefined, wantsHelp: false });
});

it('takes parts of a minute and of a cart', () => {
  expect(parseSoakOptions(['--minutes', '1.5', '--rate', '0.5'])).toMatchObject({ minutes: 1.5, perSecond: 0.5 });
});

it.each([
  [['--minutes', '0'], '--minutes takes a number from 1 to 10080, not 0'],
  [['--rate', 'fast'], '--rate takes a number from 0.1 to 1000, not fast'],
  [['--hours', '1'], 'hours'],
])('refuses %j', (args, words) => {
  expect(() => parseSoakOptions(args)).toThrow(words);
});
