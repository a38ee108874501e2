import type { RunState } from '@threadline/automation';
import type { Tx } from '../transaction.js';

export type RunLifeState = 'armed' | 'active' | 'completed' | 'exited' | 'disarmed' | 'refused';

/** A run's row. Moments are epoch milliseconds. */
export interface Run {
  id: string;
  workspaceId: string;
  automationId: string;
  automationSlug: string;
  version: number;
  contactId: string;
  triggerId: string;
  key: string;
  state: RunLifeState;
  reason: string | null;
  triggerEvent: { type: string; id: string; time: number; data: Record<string, unknown> };
  eventTime: number;
  armedUntil: number | null;
  /** Its place among the contact's runs that were held at the door; null when it never was. */
  heldSeq: number | null;
  /** Whether it waits for the end of another run. */
  queued: boolean;
  enteredAt: number | null;
  endedAt: number | null;
  convertedAt: number | null;
  /** As stored: perhaps of an older shape. */
  runState: unknown;
  wakeAt: number | null;
  askedSeq: number | null;
  standing: string[];
  epoch: number;
  revision: number;
  needsRepair: boolean;
  causationDepth: number;
  /** The step of another run that started this one. */
  startedBy: { runId: string; stepId: string; turn: number } | null;
}

/** The row was written by somebody else since it was read: cannot happen under the contact's lock. */
export class StaleRun extends Error {
  readonly code = 'stale_run';
}

/** What a run is read from: `run r` with its `automation a`. */
export const runColumns = `r.id, r.workspace_id as "workspaceId", r.automation_id as "automationId", a.slug as "automationSlug", r.version,
  r.contact_id as "contactId", r.trigger_id as "triggerId", r.key, r.state, r.reason, r.trigger_event as "triggerEvent",
  ${ms('event_time', 'eventTime')}, ${ms('armed_until', 'armedUntil')}, r.held_seq as "heldSeq", r.queued, ${ms('entered_at', 'enteredAt')}, ${ms('ended_at', 'endedAt')},
  ${ms('converted_at', 'convertedAt')}, r.run_state as "runState", ${ms('wake_at', 'wakeAt')}, r.asked_seq as "askedSeq", r.standing,
  r.epoch, r.revision, r.needs_repair as "needsRepair", r.causation_depth as "causationDepth", r.started_by as "startedBy"`;

function ms(column: string, name: string): string {
  return `(extract(epoch from r.${column}) * 1000)::bigint as "${name}"`;
}

/** Reads a run. Read it after its contact is locked. */
export async function findRun(tx: Tx, runId: string): Promise<Run | undefined> {
  const rows = await tx.query<Run[]>(
    `select ${runColumns} from run r join automation a on a.id = r.automation_id where r.id = $1`,
    [runId],
  );
  return rows[0];
}

/** Runs of the contact that have entered since a moment, the last one first, at most 100. */
export async function runsEnteredSince(tx: Tx, contactId: string, since: number): Promise<Run[]> {
  return tx.query<Run[]>(
    `select ${runColumns} from run r join automation a on a.id = r.automation_id
     where r.contact_id = $1 and r.entered_at >= $2 order by r.entered_at desc, r.id desc limit 100`,
    [contactId, at(since)],
  );
}

/** The contact's armed and active runs, oldest first. */
export async function liveRunsOf(tx: Tx, workspaceId: string, contactId: string): Promise<Run[]> {
  const rows = await tx.query<Run[]>(
    `select ${runColumns} from run r join automation a on a.id = r.automation_id
     where r.workspace_id = $1 and r.contact_id = $2 and r.state in ('armed', 'active') order by r.created_at, r.id`,
    [workspaceId, contactId],
  );
  return rows;
}

/** How a run is kept at the door: it is judged again at `until` at the latest. */
export interface Held {
  until: number;
  /** Its place among those that are held. */
  seq: number;
  /** Whether it waits for the end of another run. */
  queued: boolean;
}

export type NewRun = Pick<
  Run,
  | 'id'
  | 'workspaceId'
  | 'automationId'
  | 'version'
  | 'contactId'
  | 'triggerId'
  | 'key'
  | 'state'
  | 'triggerEvent'
  | 'causationDepth'
> & {
  startedBy?: Run['startedBy'];
  reason?: string;
  armedUntil?: number;
  held?: Held;
  enteredAt?: number;
  runState?: RunState;
};

/** Inserts a run unless one with its id exists. Says whether it did. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into run (id, workspace_id, automation_id, version, contact_id, trigger_id, key, state, reason, trigger_event,
       event_time, armed_until, entered_at, run_state, wake_at, causation_depth, started_by, held_seq, queued)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce($17::timestamptz, $12::timestamptz, $13::timestamptz), $15, $16,
       $18, $19)
     on conflict (id) do nothing returning id`,
    [
      run.id,
      run.workspaceId,
      run.automationId,
      run.version,
      run.contactId,
      run.triggerId,
      run.key,
      run.state,
      run.reason,
      JSON.stringify(run.triggerEvent),
      at(run.triggerEvent.time),
      at(run.armedUntil),
      at(run.enteredAt),
      run.runState && JSON.stringify(run.runState),
      run.causationDepth,
      run.startedBy && JSON.stringify(run.startedBy),
      at(run.held?.until),
      run.held?.seq,
      run.held?.queued ?? false,
    ],
  );
  return rows.length > 0;
}

/** Moves an armed run to another moment from newer facts. */
export async function rearmRun(tx: Tx, run: Run, armed: { until: number; event: Run['triggerEvent'] }): Promise<void> {
  await tx.query(
    `update run set armed_until = $2, wake_at = $2, queued = false, trigger_event = $3, event_time = $4, revision = revision + 1 where id = $1`,
    [run.id, at(armed.until), JSON.stringify(armed.event), at(armed.event.time)],
  );
}

/** Which of these runs there are. */
export async function runsAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(`select id from run where id = any($1)`, [ids]);
  return new Set(rows.map(({ id }) => id));
}

/** Keeps an armed run at the door. */
export async function holdRun(tx: Tx, run: Run, { until, seq, queued }: Held): Promise<void> {
  await tx.query(`update run set wake_at = $2, held_seq = $3, queued = $4, revision = revision + 1 where id = $1`, [
    run.id,
    at(until),
    seq,
    queued,
  ]);
}

/** The runs that wait in an automation's queue for the contact, those before a place, first first. */
export async function queueBefore(
  tx: Tx,
  { automationId, contactId, heldSeq }: Pick<Run, 'automationId' | 'contactId' | 'heldSeq'>,
): Promise<{ runId: string; key: string }[]> {
  return tx.query(
    `select id as "runId", key from run where automation_id = $1 and contact_id = $2 and state = 'armed' and queued
       and ($3::bigint is null or held_seq < $3) order by held_seq`,
    [automationId, contactId, heldSeq],
  );
}

/** Who may be next when a run has left its place: the first in the queue with its key, and the first with another. */
export async function nextInQueue(
  tx: Tx,
  { id, automationId, contactId, key }: Run,
): Promise<Pick<Run, 'id' | 'automationSlug'>[]> {
  return tx.query(
    `select distinct on (r.key = $3) r.id, a.slug as "automationSlug" from run r join automation a on a.id = r.automation_id
     where r.automation_id = $1 and r.contact_id = $2 and r.state = 'armed' and r.queued and r.id <> $4
     order by r.key = $3, r.held_seq`,
    [automationId, contactId, key, id],
  );
}

/** What a decision changes of its run's row. */
export interface RunChange {
  state: RunLifeState;
  reason?: string | undefined;
  runState: RunState | null;
  wakeAt?: number | undefined;
  standing: string[];
  /** Whether the contact's next message may be this run's: not, as the answer to what it has sent, or because it waits for one now. */
  reply: 'none' | 'answer' | 'awaited';
  enteredAt?: number | undefined;
  endedAt?: number | undefined;
  convertedAt?: number | undefined;
}

/** Writes a decision on the run's row, which must still be at the revision that was read, and raises the revision. */
export async function saveRun(tx: Tx, run: Run, change: RunChange): Promise<void> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update run set state = $3, reason = $4, run_state = $5, wake_at = $6, standing = $7,
       asked_seq = case $8 when 'answer' then asked_seq
         when 'awaited' then coalesce(asked_seq, (select c.seq from contact c where c.id = run.contact_id)) end, entered_at = coalesce(entered_at, $9), ended_at = $10,
       converted_at = coalesce(converted_at, $11), revision = revision + 1, stalled_at = null, stalled_because = null
     where id = $1 and revision = $2`,
    [
      run.id,
      run.revision,
      change.state,
      change.reason,
      change.runState && JSON.stringify(change.runState),
      at(change.wakeAt),
      JSON.stringify(change.standing),
      change.reply,
      at(change.enteredAt),
      at(change.endedAt),
      at(change.convertedAt),
    ],
  );
  if (touched !== 1) throw new StaleRun(`run ${run.id} is no longer at revision ${run.revision}`);
}

/** Marks a run that our own defect keeps from moving. */
export async function markStalled(tx: Tx, runId: string, because: string): Promise<void> {
  await tx.query(`update run set stalled_at = coalesce(stalled_at, now()), stalled_because = $2 where id = $1`, [
    runId,
    because,
  ]);
}

/** Marks a run whose workflow has seen a newer row than there is. */
export async function markNeedsRepair(tx: Tx, runId: string): Promise<void> {
  await tx.query(`update run set needs_repair = true where id = $1`, [runId]);
}

/** After its end a run's row changes only here. Null takes a conversion back. */
export async function markConverted(tx: Tx, runId: string, convertedAt: number | null): Promise<void> {
  await tx.query(`update run set converted_at = $2 where id = $1`, [runId, at(convertedAt)]);
}

/** What entry rules judge by: when the contact entered this automation, per key, and when it last left it. */
export interface EntryHistory {
  entries: { runId: string; key: string; enteredAt: number; endedAt: number | null; live: boolean }[];
}

/** The contact's past and present entries into an automation, newest first, at most 1,000. */
export async function entryHistoryOf(tx: Tx, automationId: string, contactId: string): Promise<EntryHistory> {
  const entries = await tx.query<EntryHistory['entries']>(
    `select r.id as "runId", r.key, ${ms('entered_at', 'enteredAt')}, ${ms('ended_at', 'endedAt')}, r.state = 'active' as live
     from run r where r.automation_id = $1 and r.contact_id = $2 and r.entered_at is not null
     order by r.entered_at desc limit 1000`,
    [automationId, contactId],
  );
  return { entries };
}

/** A moment as a database parameter. */
export function at(moment: number | null | undefined): Date | null {
  return moment === null || moment === undefined ? null : new Date(moment);
}
