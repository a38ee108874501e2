import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** Something a run has planned to do to the outside: its row is a message or a call. */
export interface PlannedEffect {
  id: string;
  of: 'message' | 'call';
  stepId: string;
  turn: number;
}

/** Effects of a run that are still to be performed. `kind` is that of the message, or where a call goes. */
export async function openEffectsOf(tx: Tx, runId: string): Promise<(PlannedEffect & { kind: string })[]> {
  return tx.query(
    `select id, 'message' as of, step_id as "stepId", turn, content->>'kind' as kind
       from message where run_id = $1 and effect_state = 'open'
     union all select id, 'call', step_id, turn, call->>'to' from run_call where run_id = $1 and effect_state = 'open' order by id`,
    [runId],
  );
}

/** A run ended: what nobody has claimed is not done any more; what is under way already cannot be called back. */
export async function stopEffectsOf(
  tx: Tx,
  runId: string,
  now: number,
): Promise<{ skipped: PlannedEffect[]; tooLate: PlannedEffect[] }> {
  const stopped = await tx.query<(PlannedEffect & { skipped: boolean })[]>(
    `with messages as (
       update message set status = 'skipped', status_at = $2, effect_state = 'consumed', problem = '{"code":"exited"}'
       where run_id = $1 and direction = 'out' and status = 'planned' returning id, step_id, turn),
     calls as (
       update run_call set status = 'skipped', status_at = $2, effect_state = 'consumed', next_attempt_at = null
       where run_id = $1 and status = 'planned' returning id, step_id, turn)
     select id, 'message' as of, step_id as "stepId", turn, true as skipped from messages
     union all select id, 'call', step_id, turn, true from calls
     union all select id, 'message', step_id, turn, false from message where run_id = $1 and direction = 'out' and status = 'sending'
     union all select id, 'call', step_id, turn, false from run_call where run_id = $1 and status = 'calling'`,
    [runId, at(now)],
  );
  const those = (skipped: boolean) =>
    stopped.filter((one) => one.skipped === skipped).map(({ id, of, stepId, turn }) => ({ id, of, stepId, turn }));
  return { skipped: those(true), tooLate: those(false) };
}
