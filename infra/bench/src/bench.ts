import type { OwnServers } from '@threadline/local';
import type { Figure } from './report/figure.js';

/** What a section measures with. */
export interface Bench {
  readonly repeats: number;
  readonly isLarge: boolean;
  /** So many of something, in the scale that was asked for. */
  sized(amount: number): number;
  /** A line of progress. */
  readonly tell: (line: string) => void;
  /** The servers of this run of the bench. */
  readonly servers: OwnServers;
}

/** Part of the bench that can be chosen by name. */
export interface Section {
  readonly name: string;
  /** What it measures, for the help. */
  readonly about: string;
  /** Whether it needs Postgres, Kafka and Temporal. */
  readonly servers: boolean;
  measure(bench: Bench): Promise<Figure[]>;
}
