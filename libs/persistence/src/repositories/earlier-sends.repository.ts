import type { Tx } from '../transaction.js';
import type { OutgoingMessage } from './messages.repository.js';
import { at } from './runs.repository.js';

/** Longer than an attempt lasts, and than it waits for the next one. */
const triedLatelyMs = 150_000;
/** Until a run comes to decide, or to try its message, where thousands are due at once, or where it was lost and starts again. */
const comesToTryMs = 15 * 60_000;
/** Whoever is late is asked for again after a quarter of what it is late already, at most this much later. */
const askedAgainMs = 10_000;

/**
 * Milliseconds until it is worth asking again for the turn of a message that another one to the same contact goes before; undefined when
 * there is none. Before it goes one that should have gone out earlier and is being sent, was refused for now and is about to be tried
 * again, or is of another run that has not come to try it; and whatever another run may have to send that was due earlier and has not
 * decided since. One that is tried no more, or that nobody has come to try or decide for a quarter of an hour, is waited for by nobody;
 * answers wait for no other run.
 */
export async function behindAnotherMs(
  tx: Tx,
  message: OutgoingMessage,
  { now, isAnswer }: { now: number; isAnswer: boolean },
): Promise<number | undefined> {
  const [row] = await tx.query<{ waitMs: number }[]>(
    `with earlier as (
       select place_at, case when status = 'planned' and problem is null then intended_at end as late_since from message
       where contact_id = $1 and direction = 'out' and status in ('planned', 'sending') and (intended_at, id) < ($2, $3)
         and (status = 'sending' and status_at > $4
           or status = 'planned' and effect_state = 'open' and (run_id = $5 or not $6)
             and (problem is not null and (status_at > $4 or place_at > clock_timestamp())
               or problem is null and run_id <> $5 and intended_at < $2 and intended_at > $7))
       union all
       select null, wake_at from run
       where workspace_id = $8 and contact_id = $1 and state in ('armed', 'active') and id <> $5 and not $6
         and wake_at < $2 and wake_at > $7 and not needs_repair and stalled_at is null)
     select greatest(0, extract(epoch from max(place_at) - clock_timestamp()) * 1000,
       least($10, extract(epoch from $9 - min(late_since)) * 250))::float8 as "waitMs"
     from earlier having count(*) > 0`,
    [
      message.contactId,
      at(message.intendedAt),
      message.id,
      at(now - triedLatelyMs),
      message.runId,
      isAnswer,
      at(now - comesToTryMs),
      message.workspaceId,
      at(now),
      askedAgainMs,
    ],
  );
  return row?.waitMs;
}
