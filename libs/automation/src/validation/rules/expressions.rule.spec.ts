import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { RE2JS } from 're2js';
import { regexWeight } from '../../matching/regex-weight.js';
import { anAutomation, problemsOf } from '../../testing/index.js';

const compiling = jest.spyOn(RE2JS, 'compile');
afterEach(() => {
  compiling.mockClear();
});

function withExpressions(count: number, expression: (index: number) => string) {
  const leaf = (index: number) => ({ path: 'contact.email', op: 'matches', value: expression(index) });
  const hundreds = Array.from({ length: Math.ceil(count / 100) }, (_, hundred) => ({
    any: Array.from({ length: Math.min(100, count - hundred * 100) }, (_, index) => leaf(hundred * 100 + index)),
  }));
  return { ...anAutomation().asWritten(), entry: { audience: { any: hundreds } } };
}

const codes = (definition: unknown) => problemsOf(definition).map((problem) => problem.split(' ')[0]);

describe('the regular expressions of a definition', () => {
  it('may be more than a hundred usual ones', () => {
    expect(codes(withExpressions(150, (index) => `(?i)\\b(order|ordine)\\s+no${index}\\b`))).toEqual([]);
  });

  it.each([
    ['many', 1_000, (index: number) => `many${index}`],
    ['nested repetitions', 500, (index: number) => `(?:n${index}(?:a{0,50}b){0,15}){1,1}`],
    ['Unicode classes', 500, (index: number) => `u${index}${'[^\\pL]'.repeat(60)}`],
    ['ranges without regard to case', 500, (index: number) => `(?i)r${index}[B-\\x{1E900}]`],
  ])('are not compiled any further when they are too much: %s', (_, count, expression) => {
    expect(codes(withExpressions(count, expression))).toEqual(['too_many_expressions']);
    const compiled = compiling.mock.calls.map(([source]) => regexWeight(source));
    expect(compiled.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(12_000);
    expect(compiled.length).toBeLessThan(count);
  });

  it('are not compiled at all when a single one is too much, or too long', () => {
    expect(codes(withExpressions(1, () => `(?:${'a?'.repeat(200)}){1000}`))).toEqual(['too_many_expressions']);
    expect(codes(withExpressions(1, () => 'a|'.repeat(300)))).toEqual(['bad_regex']);
    expect(compiling).not.toHaveBeenCalled();
  });

  it('count once, however often they are written', () => {
    expect(codes(withExpressions(1_000, () => 'the same'))).toEqual([]);
    expect(compiling.mock.calls.length).toBeLessThanOrEqual(1);
  });
});

describe('the weight of an expression', () => {
  const weigh = (expression: string) => regexWeight(expression) - regexWeight('');

  it.each([
    ['abc', 3],
    ['a{1000}', 1_000],
    ['a{2,}', 6],
    ['a{0,50}', 150],
    ['(?:ab){10}', 100],
    ['(?:a{10}){10}', 180],
    ['(?:abcd[(]){10}', 150],
    ['(?:abcd\\(){10}', 140],
  ])('of %s counts what repeats as often as it does', (expression, weight) => {
    expect(weigh(expression)).toBe(weight);
  });

  it.each(['[(]', '[^](]', '[[:alpha:](]', '\\Q(\\E', '\\('])(
    'is not deceived by %s inside of what repeats',
    (hidden) => {
      expect(weigh(`(?:${'x'.repeat(100)}${hidden}){100}`)).toBeGreaterThan(10_000);
    },
  );

  it.each(['(((', ')))', '{5}', '[', '[a', '\\', '\\p', 'a{99999999999}'])('is a number for %s too', (broken) => {
    expect(weigh(broken)).toBeGreaterThanOrEqual(0);
  });
});
