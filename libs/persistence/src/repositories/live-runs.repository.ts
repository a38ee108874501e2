import type { Tx } from '../transaction.js';
import { at, type Run } from './runs.repository.js';

/** A run that should have a workflow: it is live, needs no repair, and every call to Temporal it owed was made. */
export type LiveRun = Pick<Run, 'id' | 'automationSlug' | 'epoch' | 'revision'>;

/** A live run that may have been lost. */
export interface SuspectRun extends LiveRun {
  /** Its moment has passed or a fact waits for it, and no defect of ours keeps it: a workflow that idles has missed something. */
  isOverdue: boolean;
}

/** Which runs: those after an id, in the order of ids, so many. */
export interface LiveRunPage {
  after?: string | undefined;
  limit: number;
}

const firstId = '00000000-0000-0000-0000-000000000000';
const columns = `r.id, a.slug as "automationSlug", r.epoch, r.revision`;
const shouldBeDriven = `r.state in ('armed', 'active') and not r.needs_repair and not exists (select from dispatch d where d.run_id = r.id)`;

/** All runs that should have a workflow. */
export async function liveRunsAfter(tx: Tx, { after = firstId, limit }: LiveRunPage): Promise<LiveRun[]> {
  return tx.query<LiveRun[]>(
    `select ${columns} from run r join automation a on a.id = r.automation_id
     where r.id > $1 and ${shouldBeDriven} order by r.id limit $2`,
    [after, limit],
  );
}

/** Those of these runs that should have a workflow. */
export async function liveRunsAmong(tx: Tx, ids: readonly string[]): Promise<LiveRun[]> {
  return tx.query<LiveRun[]>(
    `select ${columns} from run r join automation a on a.id = r.automation_id
     where r.id = any($1) and ${shouldBeDriven} order by r.id`,
    [ids],
  );
}

/**
 * Runs that may have been lost: their moment passed, a fact waits for them, or they have neither moment nor fact, each since
 * before `before` (epoch milliseconds).
 */
export async function suspectRuns(tx: Tx, page: LiveRunPage & { before: number }): Promise<SuspectRun[]> {
  return tx.query<SuspectRun[]>(
    `with suspect as (
       select id, bool_or(is_overdue) as is_overdue from (
         select id, true as is_overdue from run where state in ('armed', 'active') and wake_at < $3
         union all select run_id, true from run_inbox where consumed_at is null and created_at < $3
         union all select id, false from run where state in ('armed', 'active') and wake_at is null and created_at < $3) s
       group by id)
     select ${columns}, s.is_overdue and r.stalled_at is null as "isOverdue" from suspect s join run r on r.id = s.id join automation a on a.id = r.automation_id
     where r.id > $1 and ${shouldBeDriven} order by r.id limit $2`,
    [page.after ?? firstId, page.limit, at(page.before)],
  );
}

/** A run that is to be started anew. */
export type RaisedRun = Pick<
  Run,
  'id' | 'automationSlug' | 'workspaceId' | 'automationId' | 'version' | 'contactId' | 'triggerId' | 'epoch'
>;

/** Gives runs to a new execution each, unless they have ended or somebody else did so meanwhile. Gives those it did. */
export async function raiseEpochs(tx: Tx, runs: readonly Pick<LiveRun, 'id' | 'epoch'>[]): Promise<RaisedRun[]> {
  const [raised] = await tx.query<[RaisedRun[], number]>(
    `with lost as (
       select r.id from run r join jsonb_to_recordset($1) as l(id uuid, epoch int) on l.id = r.id and l.epoch = r.epoch
       where r.state in ('armed', 'active') and not r.needs_repair order by r.id for no key update of r)
     update run r set epoch = r.epoch + 1 from lost, automation a where r.id = lost.id and a.id = r.automation_id
     returning r.id, a.slug as "automationSlug", r.workspace_id as "workspaceId", r.automation_id as "automationId", r.version,
       r.contact_id as "contactId", r.trigger_id as "triggerId", r.epoch`,
    [JSON.stringify(runs.map(({ id, epoch }) => ({ id, epoch })))],
  );
  return raised;
}

/** Marks live runs whose workflows have seen their end: the rows are older than what was done. Gives how many still were so. */
export async function markOlderThanSeen(tx: Tx, runs: readonly LiveRun[]): Promise<number> {
  if (runs.length === 0) return 0;
  const [, touched] = await tx.query<[unknown[], number]>(
    `update run r set needs_repair = true from jsonb_to_recordset($1) as l(id uuid, epoch int, revision int)
     where r.id = l.id and r.epoch = l.epoch and r.revision = l.revision and r.state in ('armed', 'active') and not r.needs_repair`,
    [JSON.stringify(runs.map(({ id, epoch, revision }) => ({ id, epoch, revision })))],
  );
  return touched;
}

/** A run whose row is older than what was done, with what the database knows of it. */
export interface RunToRepair extends LiveRun {
  workspace: string;
  contactId: string;
  state: Run['state'];
  standing: string[];
  lastDecisionAt: Date | null;
  /** Its messages that went out, as far as the database knows. */
  sent: string[];
}

/** Live runs of all workspaces that wait for somebody to look. */
export async function runsToRepair(tx: Tx, { after = firstId, limit }: LiveRunPage): Promise<RunToRepair[]> {
  return tx.query<RunToRepair[]>(
    `select ${columns}, w.slug as workspace, r.contact_id as "contactId", r.state, r.standing,
       (select max(t.at) from run_trail t where t.run_id = r.id) as "lastDecisionAt",
       array(select m.id from message m where m.run_id = r.id and m.direction = 'out'
         and m.status not in ('planned', 'skipped', 'failed') order by m.id) as sent
     from run r join automation a on a.id = r.automation_id join workspace w on w.id = r.workspace_id
     where r.needs_repair and r.state in ('armed', 'active') and r.id > $1 order by r.id limit $2`,
    [after, limit],
  );
}

/** Keeps every live run from going on until somebody has looked: the database is an older copy. Gives how many there are. */
export async function holdLiveRuns(tx: Tx): Promise<number> {
  const [, held] = await tx.query<[unknown[], number]>(
    `update run set needs_repair = true where state in ('armed', 'active') and not needs_repair`,
  );
  return held;
}

/** Lets a run go on under a new epoch, from the row as it is. */
export async function releaseRun(tx: Tx, runId: string): Promise<void> {
  await tx.query(`update run set needs_repair = false, epoch = epoch + 1 where id = $1`, [runId]);
}
