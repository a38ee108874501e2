import { heartbeat } from '@temporalio/activity';

const beatMs = 3_000;

/** The activity, with a sign of life every few seconds: when its worker dies, Temporal repeats it at once and not at its time-out. */
export function whileBeating<A extends unknown[], R>(
  activity: (...given: A) => Promise<R>,
): (...given: A) => Promise<R> {
  return async (...given) => {
    const beating = setInterval(() => heartbeat(), beatMs);
    try {
      return await activity(...given);
    } finally {
      clearInterval(beating);
    }
  };
}
