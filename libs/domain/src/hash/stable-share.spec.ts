import { expect, it } from '@jest/globals';
import { stableShare } from './stable-share.js';

it('the share of the same words is always the same', () => {
  expect(stableShare('contact-1', 'split')).toBe(0.9983724750845967);
});

it('words are kept apart', () => {
  expect(stableShare('a', 'bc')).not.toBe(stableShare('ab', 'c'));
});

it('shares are spread evenly', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let contact = 0; contact < 10_000; contact++) {
    const group = Math.floor(stableShare(`contact-${contact}`, 'split') * 10);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});
