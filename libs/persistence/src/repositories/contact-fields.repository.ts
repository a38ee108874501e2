import type { FieldValue, WorldField } from '@threadline/automation';
import type { Tx } from '../transaction.js';

/** What a contact's field may hold. */
export type ContactFieldType = WorldField['type'];

/** The definition of a field of a workspace's contacts. */
export interface ContactField {
  name: string;
  type: ContactFieldType;
  /** What a `choice` may be. */
  options: string[];
}

/** Defines a field unless the workspace has one of that name. Says whether it did. */
export async function defineField(
  tx: Tx,
  workspaceId: string,
  { name, type, options }: ContactField,
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into contact_field (workspace_id, name, type, options) values ($1, $2, $3, $4) on conflict do nothing returning name`,
    [workspaceId, name, type, JSON.stringify(options)],
  );
  return rows.length > 0;
}

/**
 * Defines a field, or gives the one of that name other options. Null when it exists with another type, which never changes:
 * the values of contacts are of it.
 */
export async function saveField(
  tx: Tx,
  workspaceId: string,
  { name, type, options }: ContactField,
): Promise<{ created: boolean } | null> {
  const [row] = await tx.query<{ created: boolean }[]>(
    `insert into contact_field (workspace_id, name, type, options) values ($1, $2, $3, $4)
     on conflict (workspace_id, name) do update set options = excluded.options where contact_field.type = excluded.type
     returning xmax = 0 as created`,
    [workspaceId, name, type, JSON.stringify(options)],
  );
  return row ?? null;
}

/** The workspace's fields, by name. */
export async function fieldsIn(tx: Tx, workspaceId: string): Promise<ContactField[]> {
  return tx.query<ContactField[]>(
    `select name, type, options from contact_field where workspace_id = $1 order by name`,
    [workspaceId],
  );
}

/** Which of these names are fields of the workspace, and the contact's values of them. Under the contact's lock. */
export async function fieldValuesOf(
  tx: Tx,
  contactId: string,
  names: readonly string[],
): Promise<Map<string, FieldValue>> {
  const rows = await tx.query<{ name: string; value: FieldValue }[]>(
    `select f.name, c.fields -> f.name as value from contact c
     join contact_field f on f.workspace_id = c.workspace_id and f.name = any($2) where c.id = $1`,
    [contactId, names],
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/** A field of a contact that has another value now. Null stands for none. */
export interface FieldChange {
  field: string;
  from: FieldValue;
  to: FieldValue;
}

/** Sets fields of a contact; null empties one, and fields that are not named stay. Returns what changed. Under the contact's lock. */
export async function setFields(
  tx: Tx,
  contactId: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<FieldChange[]> {
  const names = Object.keys(fields);
  if (names.length === 0) return [];
  return tx.query<FieldChange[]>(
    `with old as (select id, fields from contact where id = $1),
       written as (update contact c set fields = (c.fields || $2::jsonb) - $3::text[], updated_at = now() from old where c.id = old.id)
     select n.name as field, old.fields -> n.name as "from", $2::jsonb -> n.name as "to" from old, jsonb_object_keys($2::jsonb) n(name)
     where coalesce(old.fields -> n.name, 'null') <> $2::jsonb -> n.name order by n.name`,
    [contactId, JSON.stringify(fields), names.filter((name) => fields[name] === null)],
  );
}
