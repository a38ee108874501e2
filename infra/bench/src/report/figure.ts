import { median } from './statistics.js';

/** What a figure must reach. */
export interface Bar {
  readonly sign: '≥' | '≤' | '<';
  readonly limit: number;
}

export const atLeast = (limit: number): Bar => ({ sign: '≥', limit });
export const atMost = (limit: number): Bar => ({ sign: '≤', limit });
export const below = (limit: number): Bar => ({ sign: '<', limit });

/** What a section has measured: one sample per repeat. Figures without a bar are told for their own sake. */
export interface Figure {
  readonly figure: string;
  readonly unit: string;
  readonly samples: readonly number[];
  readonly bar?: Bar | undefined;
}

/** A figure as it is reported. The value is the middle sample, and the value is what the bar is for. */
export interface Result {
  readonly section: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Such as `≥ 0.7`; null when there is none. */
  readonly bar: string | null;
  readonly pass: boolean | null;
}

/** @throws Error when the figure has no samples: a figure that was not measured is not reported. */
export function resultOf(section: string, { figure, unit, samples, bar }: Figure): Result {
  if (samples.length === 0 || samples.some((sample) => !Number.isFinite(sample)))
    throw new Error(`${section}, ${figure}: not measured (${samples.join(', ')})`);
  const value = median(samples);
  return {
    section,
    figure,
    value,
    unit,
    min: Math.min(...samples),
    max: Math.max(...samples),
    bar: bar ? `${bar.sign} ${bar.limit}` : null,
    pass: bar ? reaches(value, bar) : null,
  };
}

function reaches(value: number, { sign, limit }: Bar): boolean {
  switch (sign) {
    case '≥':
      return value >= limit;
    case '≤':
      return value <= limit;
    case '<':
      return value < limit;
  }
}
