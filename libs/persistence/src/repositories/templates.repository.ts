import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';
import { newestFirst, pageOf, positionOf, type Page, type PageRequest, type Position } from './paging.js';

export type TemplateStatus = 'draft' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';
export type TemplateCategory = 'marketing' | 'utility' | 'authentication';

/** A WhatsApp template as we know it. */
export interface Template {
  id: string;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  statusReason: string | null;
  components: unknown[];
  /** The variables of its body, in order. */
  variables: string[];
  providerId: string | null;
  wabaId: string;
  pausedUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `t.id, t.name, t.language, t.category, t.status, t.status_reason as "statusReason", t.components, t.variables,
  t.provider_id as "providerId", t.waba_id as "wabaId", t.paused_until as "pausedUntil", t.created_at as "createdAt", t.updated_at as "updatedAt"`;

export type NewTemplateRow = Pick<Template, 'id' | 'name' | 'language' | 'category' | 'components' | 'variables'> & {
  workspaceId: string;
  wabaId: string;
};

/**
 * Stores a template as a draft, or replaces one of that name and language that WhatsApp never confirmed or that was deleted, once
 * its name is free. Returns its id; undefined when the name is taken.
 */
export async function reserveTemplate(tx: Tx, template: NewTemplateRow): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }[]>(
    `insert into template (id, workspace_id, name, language, category, status, components, variables, waba_id)
     values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8)
     on conflict (workspace_id, name, language) do update
       set category = excluded.category, components = excluded.components, variables = excluded.variables,
         waba_id = excluded.waba_id, status = 'draft', provider_id = null, status_reason = null, edits = '[]', paused_until = null,
         deleted_at = null, name_locked_until = null, updated_at = now()
       where template.status = 'draft'
         or template.deleted_at is not null and coalesce(template.name_locked_until, '-infinity') <= now()
     returning id`,
    [
      template.id,
      template.workspaceId,
      template.name,
      template.language,
      template.category,
      JSON.stringify(template.components),
      JSON.stringify(template.variables),
      template.wabaId,
    ],
  );
  return row?.id;
}

/** What WhatsApp made of a template. */
export type Submission = Pick<Template, 'id' | 'category' | 'status' | 'components' | 'variables'> & {
  providerId: string;
};

/** Records a template as WhatsApp has it. A status that its webhook has brought meanwhile stays. */
export async function recordSubmission(tx: Tx, submitted: Submission): Promise<void> {
  await tx.query(
    `update template set provider_id = $2, category = $3, status = case when status = 'draft' then $4 else status end,
       components = $5, variables = $6, updated_at = now() where id = $1`,
    [
      submitted.id,
      submitted.providerId,
      submitted.category,
      submitted.status,
      JSON.stringify(submitted.components),
      JSON.stringify(submitted.variables),
    ],
  );
}

/** Forgets a template that WhatsApp refused. */
export async function deleteDraftTemplate(tx: Tx, id: string): Promise<void> {
  await tx.query(`delete from template where id = $1 and status = 'draft'`, [id]);
}

export async function findTemplate(tx: Tx, workspaceId: string, id: string): Promise<Template | undefined> {
  const [row] = await tx.query<Template[]>(
    `select ${columns} from template t where t.workspace_id = $1 and t.id = $2 and t.deleted_at is null`,
    [workspaceId, id],
  );
  return row;
}

export async function templateNamed(
  tx: Tx,
  workspaceId: string,
  { name, language }: Pick<Template, 'name' | 'language'>,
): Promise<Template | undefined> {
  const [row] = await tx.query<Template[]>(
    `select ${columns} from template t where t.workspace_id = $1 and t.name = $2 and t.language = $3 and t.deleted_at is null`,
    [workspaceId, name, language],
  );
  return row;
}

/** Templates of a workspace, newest first. */
export async function templatesPage(tx: Tx, workspaceId: string, page: PageRequest): Promise<Page<Template>> {
  const rows = await tx.query<(Template & { position: Position })[]>(
    `select ${columns}, ${positionOf('t.created_at', 't.id')} from template t
     where t.workspace_id = $1 and t.deleted_at is null and (t.created_at, t.id) < ($2, $3) order by t.created_at desc, t.id desc limit $4`,
    [workspaceId, ...newestFirst(page)],
  );
  return pageOf(rows, page.limit);
}

export type CatalogTemplate = Pick<Template, 'name' | 'language' | 'status' | 'variables'>;

/** What a definition's templates are checked against. */
export async function templateCatalogOf(tx: Tx, workspaceId: string): Promise<CatalogTemplate[]> {
  return tx.query<CatalogTemplate[]>(
    `select name, language, status, variables from template where workspace_id = $1 and deleted_at is null order by name, language`,
    [workspaceId],
  );
}

/** A workspace's template, as WhatsApp names it. */
export interface NamedTemplate {
  workspaceId: string;
  wabaId: string;
  name: string;
  language: string;
}

/** Notes what WhatsApp tells of a template: its quality, its category. */
export async function noteTemplate(
  tx: Tx,
  told: NamedTemplate & { quality?: string; category?: TemplateCategory },
): Promise<void> {
  await tx.query(
    `update template set quality = coalesce($5, quality), category = coalesce($6, category), updated_at = now()
     where workspace_id = $1 and waba_id = $2 and name = $3 and language = $4`,
    [told.workspaceId, told.wabaId, told.name, told.language, told.quality, told.category],
  );
}

export interface TemplateChange {
  workspaceId: string;
  wabaId: string;
  name: string;
  language: string;
  /** Statuses from which the change may happen. */
  from: readonly TemplateStatus[];
  to: TemplateStatus;
  category?: TemplateCategory | undefined;
  reason?: string | undefined;
  /** When a pause ends, in epoch milliseconds. */
  pausedUntil?: number | undefined;
}

export interface ChangedTemplate {
  id: string;
  workspaceId: string;
  name: string;
  language: string;
  status: TemplateStatus;
}

/** Moves a workspace's template to another status. Returns what changed. */
export async function changeTemplateStatus(tx: Tx, change: TemplateChange): Promise<ChangedTemplate[]> {
  const [changed] = await tx.query<[ChangedTemplate[], number]>(
    `update template set status = $5, status_reason = $6, category = coalesce($7, category), paused_until = $9, updated_at = now()
     where workspace_id = $8 and waba_id = $1 and name = $2 and language = $3 and status = any($4) and status <> $5
     returning id, workspace_id as "workspaceId", name, language, status`,
    [
      change.wabaId,
      change.name,
      change.language,
      change.from,
      change.to,
      change.reason,
      change.category,
      change.workspaceId,
      at(change.pausedUntil),
    ],
  );
  return changed;
}
