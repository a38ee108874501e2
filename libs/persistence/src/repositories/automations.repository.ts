import type { Tx } from '../transaction.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest } from './paging.js';

/** An automation with its draft. A draft that was never published has no latest version. */
export interface Automation {
  id: string;
  slug: string;
  name: string;
  state: 'draft' | 'enabled' | 'disabled';
  draft: unknown;
  draftRevision: number;
  latestVersion: number | null;
  /** Whether the draft differs from the latest version. */
  hasUnpublishedChanges: boolean;
  /** Whether the draft is published by itself once every template it sends is approved. */
  publishWhenApproved: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `a.id, a.slug, a.name, a.state, a.draft, a.draft_revision as "draftRevision", a.latest_version as "latestVersion",
  v.definition is distinct from a.draft as "hasUnpublishedChanges", a.publish_when_approved as "publishWhenApproved", a.created_at as "createdAt", a.updated_at as "updatedAt"`;
const withLatest = `automation a left join automation_version v on v.automation_id = a.id and v.version = a.latest_version`;

/** Stores a new draft unless its slug or its id is taken. Says whether it did. */
export async function insertAutomation(
  tx: Tx,
  automation: {
    id: string;
    workspaceId: string;
    slug: string;
    name: string;
    draft: unknown;
    publishWhenApproved: boolean;
  },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into automation (id, workspace_id, slug, name, draft, publish_when_approved) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [
      automation.id,
      automation.workspaceId,
      automation.slug,
      automation.name,
      JSON.stringify(automation.draft),
      automation.publishWhenApproved,
    ],
  );
  return rows.length > 0;
}

/** How many automations have this slug (letters, digits and hyphens), with or without a number. */
export async function countSlugs(tx: Tx, workspaceId: string, slug: string): Promise<number> {
  const [row] = await tx.query<[{ count: number }]>(
    `select count(*)::int as count from automation
     where workspace_id = $1 and (slug = $2 or slug ~ ('^' || $2 || '-[0-9]+$'))`,
    [workspaceId, slug],
  );
  return row.count;
}

export async function findAutomation(tx: Tx, workspaceId: string, id: string): Promise<Automation | undefined> {
  const [row] = await tx.query<Automation[]>(
    `select ${columns} from ${withLatest} where a.workspace_id = $1 and a.id = $2`,
    [workspaceId, id],
  );
  return row;
}

/** Takes the automation's lock until the transaction ends. In a statement of its own: read afterwards. */
export async function lockAutomation(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.query(`select 1 from automation where workspace_id = $1 and id = $2 for no key update`, [workspaceId, id]);
}

/** Automations of a workspace, newest first. */
export async function automationsPage(
  tx: Tx,
  workspaceId: string,
  page: PageRequest,
): Promise<Page<Omit<Automation, 'draft'>>> {
  const rows = await tx.query<(Automation & { position: { at: string; id: string } })[]>(
    `select ${columns.replace('a.draft, ', '')}, ${positionOf('a.created_at', 'a.id')} from ${withLatest}
     where a.workspace_id = $1 and (a.created_at, a.id) < ($2, $3) order by a.created_at desc, a.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}

/** Replaces the draft if it still is at the revision that was seen. Says whether it did. */
export async function saveDraft(
  tx: Tx,
  draft: {
    workspaceId: string;
    id: string;
    revision: number;
    name: string;
    definition: unknown;
    publishWhenApproved: boolean;
  },
): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update automation set draft = $4, name = $5, draft_revision = draft_revision + 1, publish_when_approved = $6, updated_at = now()
     where workspace_id = $1 and id = $2 and draft_revision = $3`,
    [
      draft.workspaceId,
      draft.id,
      draft.revision,
      JSON.stringify(draft.definition),
      draft.name,
      draft.publishWhenApproved,
    ],
  );
  return touched === 1;
}

/** Automations whose drafts wait for the approval of templates, by id, after a given one. */
export async function awaitingApproval(
  tx: Tx,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; workspaceId: string }[]> {
  return tx.query(
    `select id, workspace_id as "workspaceId" from automation where publish_when_approved and id > $1 order by id limit $2`,
    [after, limit],
  );
}

/** Makes the draft the next version, and that version the latest. Under the automation's lock. */
export async function publishDraft(tx: Tx, workspaceId: string, id: string): Promise<number> {
  const [row] = await tx.query<[{ version: number }]>(
    `insert into automation_version (automation_id, version, workspace_id, definition)
     select id, coalesce(latest_version, 0) + 1, workspace_id, draft from automation where workspace_id = $1 and id = $2
     returning version`,
    [workspaceId, id],
  );
  await tx.query(`update automation set latest_version = $2 where id = $1`, [id, row.version]);
  return row.version;
}

/** Versions of an automation, latest first. */
export async function versionsOf(tx: Tx, automationId: string): Promise<{ version: number; publishedAt: Date }[]> {
  return tx.query(
    `select version, published_at as "publishedAt" from automation_version where automation_id = $1 order by version desc`,
    [automationId],
  );
}

/**
 * Switches an automation on or off, with its latest version, and tells caches of what events can start. Its schedules are to be
 * brought to Temporal afterwards. Under the automation's lock.
 */
export async function setAutomationState(
  tx: Tx,
  automation: { workspaceId: string; id: string; state: 'enabled' | 'disabled' },
): Promise<void> {
  await tx.query(
    `update automation set state = $3, publish_when_approved = false, updated_at = now(), schedules_revision = schedules_revision + 1,
       enabled_at = case when $3 = 'disabled' then null when state = 'enabled' then enabled_at else now() end
     where workspace_id = $1 and id = $2`,
    [automation.workspaceId, automation.id, automation.state],
  );
  await tx.query(`update workspace set catalog_revision = catalog_revision + 1 where id = $1`, [
    automation.workspaceId,
  ]);
}
