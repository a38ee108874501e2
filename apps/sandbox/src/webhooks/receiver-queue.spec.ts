import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ReceiverQueue } from './receiver-queue.js';

let posted: string[];
let counts: Record<string, number>;
let isTaking: boolean;
beforeEach(() => {
  jest.useFakeTimers();
  posted = [];
  counts = {};
  isTaking = true;
});
afterEach(() => void jest.useRealTimers());

const count = (what: string) => void (counts[what] = (counts[what] ?? 0) + 1);
const events = { delivered: () => count('delivered'), retried: () => count('retried'), dropped: count };
const post = (body: string) => {
  posted.push(body);
  return Promise.resolve(isTaking);
};
const newQueue = () => new ReceiverQueue(post, { longest: 3, attempts: 4, concurrent: 1 }, events);

describe('ReceiverQueue', () => {
  it('repeats with growing pauses until the receiver takes it', async () => {
    const queue = newQueue();
    isTaking = false;
    queue.add('a', undefined);
    await jest.advanceTimersByTimeAsync(49);
    expect(posted).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(posted).toHaveLength(2);
    isTaking = true;
    await jest.advanceTimersByTimeAsync(100);
    expect(posted).toHaveLength(3);
    expect(counts).toEqual({ retried: 2, delivered: 1 });
    expect(queue.size).toBe(0);
  });

  it('gives up after as many attempts as allowed', async () => {
    const queue = newQueue();
    isTaking = false;
    queue.add('a', undefined);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(posted).toHaveLength(4);
    expect(counts).toEqual({ retried: 3, given_up: 1 });
    expect(queue.size).toBe(0);
  });

  it('keeps no more than its limit, counting those on the wire and those resting', async () => {
    const queue = newQueue();
    isTaking = false;
    for (const body of ['a', 'b', 'c', 'd', 'e']) queue.add(body, undefined);
    expect(queue.size).toBe(3);
    expect(counts).toEqual({ full: 2 });
    await jest.advanceTimersByTimeAsync(10);
    queue.add('f', undefined);
    expect(queue.size).toBe(3);
  });

  it('does not let one that is refused hold up the next', async () => {
    const queue = newQueue();
    isTaking = false;
    queue.add('a', undefined);
    await jest.advanceTimersByTimeAsync(1);
    isTaking = true;
    queue.add('b', undefined);
    await jest.advanceTimersByTimeAsync(1);
    expect(posted).toEqual(['a', 'b']);
  });

  it('takes back what belongs to one number', async () => {
    const queue = newQueue();
    isTaking = false;
    queue.add('a', '1');
    queue.add('b', '2');
    await jest.advanceTimersByTimeAsync(1);
    queue.discard('1');
    isTaking = true;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(posted).toEqual(['a', 'b', 'b']);
  });
});
