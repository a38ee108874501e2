/** What one app said of itself. */
export interface AppSample {
  /** Resident memory, in MB. */
  readonly residentMb: number;
  /** Used heap, in MB: what is alive, and what the next collection frees. */
  readonly heapMb: number;
  /** The event loop's delay that 99 % of its turns keep below, in ms. */
  readonly loopDelayMs: number;
}

/** One look at everything. */
export interface Sample {
  /** Seconds since the load began. */
  readonly second: number;
  readonly apps: Readonly<Record<string, AppSample>>;
  readonly databaseMb: number;
  /** Events in Kafka that the gateway has not handled. */
  readonly lag: number;
  /** Events owed to Kafka and bells owed to Temporal. */
  readonly owed: number;
  /** Runs that have not ended. */
  readonly live: number;
}

/** The sum of a metric over its labels, in Prometheus' text format; NaN when it is not told. */
export function metricIn(text: string, name: string): number {
  const values = text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0);
}
