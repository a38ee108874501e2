import { describe, expect, it } from '@jest/globals';
import { soakProblems } from './judge-soak.js';
import { processSampleOf, type Sample } from './sample.js';

/** A heap that is collected at every third sample, and grows by so much a sample. */
const samples = (growthMb: number, count = 40): Sample[] =>
  Array.from({ length: count }, (_, index) => ({
    atMs: index * 5_000,
    processes: { worker: { heapMb: 60 + (index % 3) * 25 + index * growthMb, residentMb: 200, delayMs: 12 } },
    databaseMb: 20 + index,
    lag: index % 4,
  }));

describe('a soak', () => {
  it('is good when the heap comes back to its floor and nothing is left', () => {
    expect(soakProblems(samples(0), {})).toEqual([]);
  });

  it('is not when the floor of the heap rises', () => {
    expect(soakProblems(samples(2), {})).toEqual([expect.stringContaining('the heap of the worker grows')]);
  });

  it('may fill caches at its beginning', () => {
    const filling = samples(0).map((sample, index) => {
      const { worker } = sample.processes;
      return { ...sample, processes: { worker: { ...worker!, heapMb: (worker?.heapMb ?? 0) - (index < 8 ? 40 : 0) } } };
    });
    expect(soakProblems(filling, {})).toEqual([]);
  });

  it('is not when something is left on its way', () => {
    expect(soakProblems(samples(0), { news: 3 })).toEqual(['the lag does not return to zero: 3 news']);
  });

  it('says nothing when it was too short', () => {
    expect(soakProblems(samples(0, 6), {})).toEqual([expect.stringContaining('say nothing')]);
  });
});

it('reads what apps say of themselves', () => {
  const metrics = `# HELP x y
nodejs_heap_size_used_bytes{app="worker"} 52428800
process_resident_memory_bytes{app="worker"} 1.048576e+08
nodejs_eventloop_lag_p99_seconds{app="worker"} 0.0125
`;
  expect(processSampleOf(metrics)).toEqual({ heapMb: 50, residentMb: 100, delayMs: 12.5 });
  expect(() => processSampleOf('nothing')).toThrow('does not tell nodejs_heap_size_used_bytes');
});
