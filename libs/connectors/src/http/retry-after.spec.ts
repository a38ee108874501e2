import { expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const now = Date.parse('2026-03-02T10:00:00Z');

it.each([
  ['seconds', '120', 120_000],
  ['a date', 'Mon, 02 Mar 2026 10:01:00 GMT', 60_000],
  ['a date that has been', 'Mon, 02 Mar 2026 09:00:00 GMT', 0],
  ['nonsense', 'soon', undefined],
  ['nothing', undefined, undefined],
])('reads %s', (_, header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
