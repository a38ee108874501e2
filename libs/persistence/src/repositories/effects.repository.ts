import type { Tx } from '../transaction.js';
import { at, runColumns, type Run } from './runs.repository.js';

/** Something a run has planned to do to the outside: its row is a message or a call. */
export interface PlannedEffect {
  id: string;
  of: 'message' | 'call';
  stepId: string;
  turn: number;
}

/** An effect that is still to be performed. `kind` is that of the message, or where a call goes. */
export type OpenEffect = PlannedEffect & { kind: string };

/** A run with its effects that are still to be performed. Read it after its contact is locked. */
export async function findRunAndEffects(
  tx: Tx,
  runId: string,
): Promise<{ run: Run; effects: OpenEffect[] } | undefined> {
  const [row] = await tx.query<(Run & { effects: OpenEffect[] })[]>(
    `select ${runColumns}, array(
       select jsonb_build_object('id', e.id, 'of', e.of, 'stepId', e.step_id, 'turn', e.turn, 'kind', e.kind)
       from (select id, 'message' as of, step_id, turn, content->>'kind' as kind
           from message where run_id = $1 and effect_state = 'open'
         union all select id, 'call', step_id, turn, call->>'to' from run_call where run_id = $1 and effect_state = 'open') e
       order by e.id) as effects
     from run r join automation a on a.id = r.automation_id where r.id = $1`,
    [runId],
  );
  if (row === undefined) return undefined;
  const { effects, ...run } = row;
  return { run, effects };
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
