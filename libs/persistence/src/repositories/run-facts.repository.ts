import type { EffectFact, EventFact, Fact, ReplyFact, TrailEntry } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/** Facts a run has not decided on yet, with the rows they come from. */
export interface PendingFacts {
  facts: Fact[];
  inboxIds: number[];
  messageIds: string[];
}

/** Puts a fact into a run's inbox. */
export async function putFact(tx: Tx, runId: string, fact: ReplyFact | Fact): Promise<void> {
  await tx.query(`insert into run_inbox (run_id, fact) values ($1, $2)`, [runId, JSON.stringify(fact)]);
}

/** Puts an event into the inbox of an active run that listens to its type. Says whether it listens. Under the contact's lock. */
export async function putEventIfHeard(tx: Tx, runId: string, event: EventFact): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into run_inbox (run_id, fact) select id, $2 from run where id = $1 and state = 'active'
       and jsonb_path_exists(run_state, '$.tokens[*].listen[*] ? (@.kind == "event" && @.type == $type)', jsonb_build_object('type', $3::text))
     returning id`,
    [runId, JSON.stringify(event), event.type],
  );
  return rows.length > 0;
}

/** What waits in the run's inbox, in order, after the results of its own effects. */
export async function pendingFactsOf(tx: Tx, runId: string): Promise<PendingFacts> {
  const inbox = await tx.query<{ id: number; fact: Fact }[]>(
    `select id, fact from run_inbox where run_id = $1 and consumed_at is null order by id`,
    [runId],
  );
  const effects = await tx.query<{ id: string; fact: EffectFact }[]>(
    `select id, jsonb_build_object('kind', 'effect', 'at', effect_result->'at',
       'stepId', step_id, 'turn', turn, 'result', effect_result - 'at') as fact
     from message where run_id = $1 and effect_state = 'done' order by (effect_result->>'at')::bigint, id`,
    [runId],
  );
  return {
    facts: [...effects, ...inbox].map(({ fact }) => fact),
    inboxIds: inbox.map(({ id }) => id),
    messageIds: effects.map(({ id }) => id),
  };
}

/** Marks facts as decided on. */
export async function consumeFacts(tx: Tx, { inboxIds, messageIds }: Omit<PendingFacts, 'facts'>): Promise<void> {
  if (inboxIds.length > 0) await tx.query(`update run_inbox set consumed_at = now() where id = any($1)`, [inboxIds]);
  if (messageIds.length > 0)
    await tx.query(`update message set effect_state = 'consumed' where id = any($1)`, [messageIds]);
}

/** Appends to a run's timeline. */
export async function appendTrail(tx: Tx, runId: string, trail: readonly TrailEntry[]): Promise<void> {
  if (trail.length === 0) return;
  await tx.query(
    `insert into run_trail (run_id, at, intended_at, step_id, turn, what, why, saw)
     select $1, to_timestamp(t.at / 1000.0), to_timestamp(t."intendedAt" / 1000.0), t."stepId", t.turn, t.what, t.why, t.saw
     from jsonb_to_recordset($2) as t(at float8, "intendedAt" float8, "stepId" text, turn int, what text, why text, saw jsonb)`,
    [runId, JSON.stringify(trail)],
  );
}
