import type { EffectFact, EventFact, Fact, ReplyFact, TrailEntry } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/** Facts a run has not decided on yet, with the rows they come from. */
export interface PendingFacts {
  facts: Fact[];
  inboxIds: number[];
  messageIds: string[];
  callIds: string[];
}

/** Puts a fact into a run's inbox. */
export async function putFact(tx: Tx, runId: string, fact: ReplyFact | Fact): Promise<void> {
  await tx.query(`insert into run_inbox (run_id, fact) values ($1, $2)`, [runId, JSON.stringify(fact)]);
}

/** An event for a run. */
export interface EventForRun {
  runId: string;
  event: EventFact;
}

/** Who heard of an event. */
export interface Hearer {
  id: string;
  automationSlug: string;
  eventId: string;
}

/**
 * Puts events into the inboxes of those active runs that listen to their types, in one statement. Returns who heard of what. Under
 * the contact's lock; else see {@link shareMessagesOf}.
 */
export async function putEventsIfHeard(tx: Tx, told: readonly EventForRun[]): Promise<Hearer[]> {
  if (told.length === 0) return [];
  return tx.query<Hearer[]>(
    `with put as (
       insert into run_inbox (run_id, fact) select r.id, g.told->'event'
       from jsonb_array_elements($1) with ordinality as g(told, nth) join run r on r.id = (g.told->>'runId')::uuid
       where r.state = 'active' and jsonb_path_exists(r.run_state, '$.tokens[*].listen[*] ? (@.kind == "event" && @.type == $type)',
         jsonb_build_object('type', g.told->'event'->'type'))
       order by g.nth returning run_id, fact->>'id' as event_id)
     select r.id, a.slug as "automationSlug", p.event_id as "eventId" from put p
     join run r on r.id = p.run_id join automation a on a.id = r.automation_id`,
    [JSON.stringify(told)],
  );
}

/** The same for one event of one run. Says whether it listens. */
export async function putEventIfHeard(tx: Tx, runId: string, event: EventFact): Promise<boolean> {
  return (await putEventsIfHeard(tx, [{ runId, event }])).length > 0;
}

/**
 * Keeps the statuses of a run's messages as they are until the transaction ends. Statuses are written outside the contact's lock:
 * their writer updates the message and looks for runs that listen in a later statement, so whoever begins to listen takes the rows
 * first and reads them afterwards. Then one of the two sees the other.
 */
export async function shareMessagesOf(tx: Tx, runId: string): Promise<void> {
  await tx.query(`select 1 from message where run_id = $1 and direction = 'out' order by id for share`, [runId]);
}

interface PendingRow {
  id: string;
  of: 'inbox' | 'message' | 'call';
  fact: Fact | EffectFact;
}

/** What waits in the run's inbox, in order, after the results of its own effects. */
export async function pendingFactsOf(tx: Tx, runId: string): Promise<PendingFacts> {
  const rows = await tx.query<PendingRow[]>(
    `select p.id, p.of, p.fact from (
       select e.id::text, e.of, 0 as nth, (result->>'at')::bigint as moment, jsonb_build_object('kind', 'effect', 'at', result->'at',
         'stepId', step_id, 'turn', turn, 'result', result - 'at') as fact
       from (select id, 'message' as of, step_id, turn, effect_result as result from message where run_id = $1 and effect_state = 'done'
         union all select id, 'call', step_id, turn, effect_result from run_call where run_id = $1 and effect_state = 'done') e
       union all select id::text, 'inbox', id, null, fact from run_inbox where run_id = $1 and consumed_at is null) p
     order by p.nth, p.moment, p.id`,
    [runId],
  );
  const idsOf = (kind: PendingRow['of']) => rows.flatMap(({ id, of }) => (of === kind ? [id] : []));
  return {
    facts: rows.map(({ fact }) => fact),
    inboxIds: idsOf('inbox').map(Number),
    messageIds: idsOf('message'),
    callIds: idsOf('call'),
  };
}

/** Marks facts as decided on. */
export async function consumeFacts(
  tx: Tx,
  { inboxIds, messageIds, callIds }: Omit<PendingFacts, 'facts'>,
): Promise<void> {
  const consume = (update: string, ids: readonly unknown[]) =>
    ids.length === 0 ? undefined : tx.query(`update ${update} where id = any($1)`, [ids]);
  await Promise.all([
    consume(`run_inbox set consumed_at = now()`, inboxIds),
    consume(`message set effect_state = 'consumed'`, messageIds),
    consume(`run_call set effect_state = 'consumed'`, callIds),
  ]);
}

/** Appends to a run's timeline. */
export const appendTrail = (tx: Tx, runId: string, trail: readonly TrailEntry[]): Promise<void> =>
  appendTrails(
    tx,
    trail.map((entry) => ({ ...entry, runId })),
  );

/**
 * Appends to the timelines of several runs. Moments are those at which somebody was asked to act, before a lock was waited for or a
 * transaction was tried again: a line is never told before the one above it.
 */
export async function appendTrails(tx: Tx, trail: readonly (TrailEntry & { runId: string })[]): Promise<void> {
  if (trail.length === 0) return;
  await tx.query(
    `insert into run_trail (run_id, at, intended_at, step_id, turn, what, why, saw)
     select t."runId",
       greatest(to_timestamp(t.at / 1000.0), (select l.at from run_trail l where l.run_id = t."runId" order by l.id desc limit 1)),
       to_timestamp(t."intendedAt" / 1000.0), t."stepId", t.turn, t.what, t.why, t.saw
     from jsonb_to_recordset($1) as t("runId" uuid, at float8, "intendedAt" float8, "stepId" text, turn int, what text, why text, saw jsonb)`,
    [JSON.stringify(trail)],
  );
}
