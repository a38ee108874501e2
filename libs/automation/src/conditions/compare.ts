import { regexFinds } from '../matching/regex.js';
import type { Operator } from './condition.js';

const isoDate = /^\d{4}-\d{2}-\d{2}(T.*)?$/;

/**
 * Whether `actual <op> expected`. Numbers written as text compare as numbers, ISO dates as moments, other texts by code point.
 * What cannot be compared does not hold; a missing value is different from every value.
 */
export function compare(actual: unknown, op: Operator, expected: unknown): boolean {
  switch (op) {
    case 'exists':
      return isPresent(actual) === (expected !== false);
    case 'eq':
      return isEqual(actual, expected);
    case 'ne':
      return !isEqual(actual, expected);
    case 'in':
      return Array.isArray(expected) && expected.some((one) => isEqual(actual, one));
    case 'contains':
      return Array.isArray(actual)
        ? actual.some((one) => isEqual(one, expected))
        : texts(actual, expected, (a, b) => a.includes(b));
    case 'starts_with':
      return texts(actual, expected, (text, start) => text.startsWith(start));
    case 'matches':
      return texts(actual, expected, (text, expression) => regexFinds(expression, text));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isOrdered(op, orderOf(actual, expected));
  }
}

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

function isEqual(a: unknown, b: unknown): boolean {
  const numbers = asNumbers(a, b);
  return numbers ? numbers[0] === numbers[1] : (a ?? null) === (b ?? null);
}

function texts(actual: unknown, expected: unknown, test: (actual: string, expected: string) => boolean): boolean {
  return isText(actual) && isText(expected) && test(String(actual), String(expected));
}

const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number';

function isOrdered(op: 'gt' | 'gte' | 'lt' | 'lte', order: number): boolean {
  if (Number.isNaN(order)) return false;
  return op === 'gt' ? order > 0 : op === 'gte' ? order >= 0 : op === 'lt' ? order < 0 : order <= 0;
}

/** Negative, zero or positive; NaN when the two cannot be ordered. */
function orderOf(a: unknown, b: unknown): number {
  const numbers = asNumbers(a, b) ?? asMoments(a, b);
  if (numbers) return numbers[0] - numbers[1];
  if (typeof a !== 'string' || typeof b !== 'string') return NaN;
  return a < b ? -1 : a > b ? 1 : 0;
}

function asNumbers(a: unknown, b: unknown): [number, number] | undefined {
  if (typeof a !== 'number' && typeof b !== 'number') return undefined;
  const numbers = [asNumber(a), asNumber(b)] as const;
  return numbers.some(Number.isNaN) ? undefined : [...numbers];
}

const asNumber = (value: unknown) =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;

function asMoments(a: unknown, b: unknown): [number, number] | undefined {
  if (typeof a !== 'string' || typeof b !== 'string' || !isoDate.test(a) || !isoDate.test(b)) return undefined;
  const moments = [Date.parse(a), Date.parse(b)] as const;
  return moments.some(Number.isNaN) ? undefined : [...moments];
}
