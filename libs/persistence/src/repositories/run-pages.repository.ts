import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';
import type { Run } from './runs.repository.js';

/** A run as people look at it. */
export interface RunDetails extends Pick<
  Run,
  | 'id'
  | 'automationId'
  | 'automationSlug'
  | 'version'
  | 'contactId'
  | 'triggerId'
  | 'key'
  | 'state'
  | 'reason'
  | 'standing'
> {
  armedUntil: Date | null;
  enteredAt: Date | null;
  endedAt: Date | null;
  convertedAt: Date | null;
  wakeAt: Date | null;
  stalledAt: Date | null;
  stalledBecause: string | null;
  needsRepair: boolean;
  createdAt: Date;
}

const columns = `r.id, r.automation_id as "automationId", a.slug as "automationSlug", r.version, r.contact_id as "contactId",
  r.trigger_id as "triggerId", r.key, r.state, r.reason, r.standing, r.armed_until as "armedUntil", r.entered_at as "enteredAt",
  r.ended_at as "endedAt", r.converted_at as "convertedAt", r.wake_at as "wakeAt", r.stalled_at as "stalledAt",
  r.stalled_because as "stalledBecause", r.needs_repair as "needsRepair", r.created_at as "createdAt"`;
const withAutomation = `run r join automation a on a.id = r.automation_id`;

/** Which runs; what is left out does not matter. */
export interface RunFilter {
  automationId?: string | undefined;
  contactId?: string | undefined;
  state?: Run['state'] | undefined;
  needsRepair?: boolean | undefined;
}

export async function findRunDetails(tx: Tx, workspaceId: string, id: string): Promise<RunDetails | undefined> {
  const [row] = await tx.query<RunDetails[]>(
    `select ${columns} from ${withAutomation} where r.workspace_id = $1 and r.id = $2`,
    [workspaceId, id],
  );
  return row;
}

/** Runs of a workspace, newest first. */
export async function runsPage(
  tx: Tx,
  { workspaceId, ...filter }: RunFilter & { workspaceId: string },
  page: PageRequest,
): Promise<Page<RunDetails>> {
  const parameters: unknown[] = [workspaceId, ...newestFirst(page)];
  const wanted = [
    ['r.automation_id', filter.automationId],
    ['r.state', filter.state],
    ['r.needs_repair', filter.needsRepair],
  ].flatMap(([column, value]) => (value === undefined ? [] : [` and ${column} = $${parameters.push(value)}`]));
  if (filter.contactId !== undefined)
    wanted.push(
      ` and r.contact_id = (select coalesce(merged_into, id) from contact where id = $${parameters.push(filter.contactId)})`,
    );
  const rows = await tx.query<(RunDetails & { position: Position })[]>(
    `select ${columns}, ${positionOf('r.created_at', 'r.id')} from ${withAutomation}
     where r.workspace_id = $1 and (r.created_at, r.id) < ($2, $3)${wanted.join('')}
     order by r.created_at desc, r.id desc limit $4`,
    parameters,
  );
  return pageOf(rows, page.limit);
}
