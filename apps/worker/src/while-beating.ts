import { heartbeat } from '@temporalio/activity';
import { signsOfLife } from '@threadline/contracts';

/** The activity, with a sign of life every few seconds: when its worker dies, Temporal repeats it at once and not at its time-out. */
export function whileBeating<A extends unknown[], R>(
  activity: (...given: A) => Promise<R>,
): (...given: A) => Promise<R> {
  return async (...given) => {
    const beating = setInterval(() => heartbeat(), signsOfLife.everyMs);
    try {
      return await activity(...given);
    } finally {
      clearInterval(beating);
    }
  };
}
