import { expect, it } from '@jest/globals';
import { areWellNamed, formatOf, variablesOf } from './template-text.js';

it.each([
  ['Hi {{1}}, {{ 2 }} and {{1}} again', ['1', '2'], 'positional'],
  ['Tenth {{10}} and second {{2}}', ['2', '10'], 'positional'],
  ['Hi {{first_name}} of {{shop}}', ['first_name', 'shop'], 'named'],
  ['Hi you', [], undefined],
  ['Hi {{}} {{ }} {1} {{a-b}}', [], undefined],
])('reads the variables of "%s"', (text, variables, format) => {
  expect(variablesOf(text)).toEqual(variables);
  expect(formatOf(variables)).toBe(format);
});

it.each([
  [['1', '2'], true],
  [['first_name', 'shop'], true],
  [[], true],
  [['2'], false],
  [['1', '3'], false],
  [['0', '1'], false],
  [['1', 'shop'], false],
  [['Name'], false],
])('knows whether %j are well named: %s', (variables, expected) => {
  expect(areWellNamed(variables)).toBe(expected);
});
