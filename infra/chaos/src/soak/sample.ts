/** A Node process at a moment. */
export interface ProcessSample {
  /** What the heap held: between two collections it grows by itself. */
  readonly heapMb: number;
  readonly residentMb: number;
  /** How late the event loop was, at the 99th percentile, since the process was last asked. */
  readonly delayMs: number;
}

/** The system at a moment. */
export interface Sample {
  /** Since the load began. */
  readonly atMs: number;
  readonly processes: Readonly<Record<string, ProcessSample>>;
  readonly databaseMb: number;
  /** Events in Kafka that nobody has handled, and rows owed to Kafka and to Temporal. */
  readonly lag: number;
}

/** Reads what an app says of itself at `/metrics`. @throws Error when a figure is missing. */
export function processSampleOf(metrics: string): ProcessSample {
  const figure = (name: string): number => {
    const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(metrics)?.[1];
    if (value === undefined) throw new Error(`the app does not tell ${name}`);
    return Number(value);
  };
  const megabyte = 1024 * 1024;
  return {
    heapMb: figure('nodejs_heap_size_used_bytes') / megabyte,
    residentMb: figure('process_resident_memory_bytes') / megabyte,
    delayMs: figure('nodejs_eventloop_lag_p99_seconds') * 1000,
  };
}
