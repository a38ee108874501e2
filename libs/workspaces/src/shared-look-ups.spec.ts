import { expect, it } from '@jest/globals';
import { SharedLookUps } from './shared-look-ups.js';

it('makes a look-up once for all who ask while it is under way, and anew for whoever asks later', async () => {
  const shared = new SharedLookUps<number>();
  let looks = 0;
  const look = () => Promise.resolve((looks += 1));
  expect(await Promise.all([shared.of('a', look), shared.of('a', look), shared.of('b', look)])).toEqual([1, 1, 2]);
  expect(await shared.of('a', look)).toBe(3);
});

it('keeps nothing of one that failed', async () => {
  const shared = new SharedLookUps<number>();
  await expect(shared.of('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await shared.of('a', () => Promise.resolve(1))).toBe(1);
});
