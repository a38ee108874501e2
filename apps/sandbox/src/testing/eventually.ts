import { setTimeout as pause } from 'node:timers/promises';

/** Generous: the machine may be busy. */
const patienceMs = 60_000;

/** Polls until the value is what is looked for, and gives it. */
export async function eventually<T>(read: () => T | Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
    if (Date.now() > end) throw new Error(`not seen in ${patienceMs} ms; last: ${JSON.stringify(value)}`);
    await pause(5);
  }
}
