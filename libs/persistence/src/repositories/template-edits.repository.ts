import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';
import type { Template, TemplateStatus } from './templates.repository.js';

/** What an edit replaces. */
export type TemplateContent = Pick<Template, 'category' | 'components' | 'variables'>;

/** Until when a name is taken that no template has any more; undefined when a template has it, or nothing. */
export async function nameLockOf(
  tx: Tx,
  named: { workspaceId: string; name: string; language: string },
): Promise<Date | undefined> {
  const [row] = await tx.query<{ until: Date | null }[]>(
    `select name_locked_until as until from template
     where workspace_id = $1 and name = $2 and language = $3 and deleted_at is not null and name_locked_until > now()`,
    [named.workspaceId, named.name, named.language],
  );
  return row?.until ?? undefined;
}

/** Takes a template's row and reads when it was edited lately, in epoch milliseconds. */
export async function lockTemplate(
  tx: Tx,
  id: string,
): Promise<{ status: TemplateStatus; edits: number[] } | undefined> {
  const [row] = await tx.query<{ status: TemplateStatus; edits: number[] }[]>(
    `select status, edits from template where id = $1 and deleted_at is null for update`,
    [id],
  );
  return row;
}

/** Replaces what a template says, and its status; `edits` are the moments WhatsApp counts. Under the template's lock. */
export async function rewriteTemplate(
  tx: Tx,
  id: string,
  { category, components, variables, status, edits }: TemplateContent & { status: TemplateStatus; edits: number[] },
): Promise<void> {
  await tx.query(
    `update template set category = $2, components = $3, variables = $4, status = $5, edits = $6, updated_at = now() where id = $1`,
    [id, category, JSON.stringify(components), JSON.stringify(variables), status, JSON.stringify(edits)],
  );
}

/** Marks a template as deleted; its name is free again after `lockedUntil`. */
export async function markTemplateDeleted(
  tx: Tx,
  id: string,
  deleted: { now: number; lockedUntil?: number | undefined },
): Promise<void> {
  await tx.query(
    `update template set deleted_at = $2, name_locked_until = $3, status = 'disabled', status_reason = 'deleted', updated_at = now()
     where id = $1`,
    [id, at(deleted.now), at(deleted.lockedUntil)],
  );
}
