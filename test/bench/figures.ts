/** A figure that was measured, and the bar it has to stay under. */
export interface Figure {
  what: string;
  value: number;
  unit: 'ms';
  bar: number;
}

const warmUps = 20;

/** The middle of many runs in milliseconds, once the code is warm: what a busy machine adds to some of them does not count. */
export function medianMs(runs: number, work: () => unknown): number {
  for (let nth = 0; nth < warmUps; nth++) work();
  const times = Array.from({ length: runs }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}
