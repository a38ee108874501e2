import { setTimeout as pause } from 'node:timers/promises';

const everyMs = 500;

/** Keeps the group membership alive while `work` runs. A failing heartbeat is left to the next one the consumer makes itself. */
export async function withHeartbeats<T>(heartbeat: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  const end = new AbortController();
  const beating = beat(heartbeat, end.signal);
  try {
    return await work();
  } finally {
    end.abort();
    await beating;
  }
}

async function beat(heartbeat: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await heartbeat().catch(() => undefined);
  }
}
