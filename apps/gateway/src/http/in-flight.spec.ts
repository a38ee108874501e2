import { expect, it } from '@jest/globals';
import { InFlight } from './in-flight.js';

const kilobyte = 1024;

it('has room for as many bytes as it was given, and again when they are given back', () => {
  const inFlight = new InFlight({ bytes: 100 * kilobyte });
  const first = inFlight.take(60 * kilobyte);
  expect(inFlight.take(60 * kilobyte)).toBeUndefined();
  first?.();
  expect(inFlight.take(60 * kilobyte)).toBeDefined();
});

it('counts a small body for what a request costs', () => {
  const inFlight = new InFlight({ bytes: 64 * kilobyte });
  const taken = Array.from({ length: 5 }, () => inFlight.take(1));
  expect(taken.map((room) => room !== undefined)).toEqual([true, true, true, true, false]);
});

it('takes room back once', () => {
  const inFlight = new InFlight({ bytes: 32 * kilobyte });
  const first = inFlight.take(0);
  inFlight.take(0);
  first?.();
  first?.();
  expect(inFlight.take(0)).toBeDefined();
  expect(inFlight.take(0)).toBeUndefined();
});
