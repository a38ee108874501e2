import { activityInfo, heartbeat } from '@temporalio/activity';
import { signsOfLife } from '@threadline/contracts';
import { AttemptNote } from './activities/attempt-note.js';

/**
 * The activity, with a sign of life every few seconds: when its worker dies, Temporal repeats it at once and not at its time-out.
 * What it notes goes with them, and with its failure.
 */
export function whileBeating<I, N, R>(
  activity: (input: I, note: AttemptNote<N>) => Promise<R>,
): (input: I) => Promise<R> {
  return async (input) => {
    const found = (activityInfo().heartbeatDetails as N | null) ?? undefined;
    const note = new AttemptNote(found);
    const beating = setInterval(() => heartbeat(note.read()), signsOfLife.everyMs);
    try {
      return await activity(input, note);
    } catch (error) {
      if (note.read() !== found) heartbeat(note.read());
      throw error;
    } finally {
      clearInterval(beating);
    }
  };
}
