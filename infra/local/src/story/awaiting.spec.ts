import { expect, it } from '@jest/globals';
import { awaiting, type Look } from './awaiting.js';

it('resolves with what is found, however often it has to look', async () => {
  const looks: Look<number>[] = [{ seen: 'nothing' }, { seen: 'almost' }, { found: 42 }];
  const look = () => Promise.resolve(looks.shift() ?? { seen: 'too late' });
  await expect(awaiting({ what: 'an answer', withinMs: 10_000, everyMs: 1 }, look)).resolves.toBe(42);
});

it('tells what it waited for and what it saw last when time is up', async () => {
  const waiting = awaiting({ what: 'a run', withinMs: 0, everyMs: 1 }, () => Promise.resolve({ seen: 'no run' }));
  await expect(waiting).rejects.toThrow('expected within 0 s: a run; seen: no run');
});
