import { expect, it, jest } from '@jest/globals';
import { Loop } from './loop.js';

it('goes on after an error, and stops for good when told to', async () => {
  const onError = jest.fn();
  const act = jest.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue(0);
  const loop = new Loop({ act, idleMs: 1, onError });
  loop.start();
  while (act.mock.calls.length < 3) await new Promise(setImmediate);
  await loop.stop();
  const rounds = act.mock.calls.length;
  await new Promise(setImmediate);
  expect(onError).toHaveBeenCalledTimes(1);
  expect(act.mock.calls.length).toBe(rounds);
});
