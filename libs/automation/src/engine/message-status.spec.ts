import { expect, it } from '@jest/globals';
import { statusesPassed } from './message-status.js';

it.each([
  ['accepted', 'read', ['sent', 'delivered', 'read']],
  ['delivered', 'read', ['read']],
  ['accepted', 'failed', ['failed']],
  ['failed', 'delivered', ['sent', 'delivered']],
] as const)('a message that was %s and is %s has been %j on the way', (from, to, passed) => {
  expect(statusesPassed(from, to)).toEqual(passed);
});
