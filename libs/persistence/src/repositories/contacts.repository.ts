import { identitiesOf, type ContactReference, type Identity } from '@threadline/contracts';
import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';

/** An event names a contact by our own id, and there is no such contact in the workspace. */
export class UnknownContact extends Error {
  readonly code = 'unknown_contact';
}

/** An event names a workspace that does not exist. */
export class UnknownWorkspace extends Error {
  readonly code = 'unknown_workspace';
}

/**
 * Takes the contact's lock, which arbitrates everything that happens to it, until the transaction ends. In a statement of its
 * own: what is read afterwards is what was committed when the lock was granted.
 */
export async function lockContact(tx: Tx, contactId: string): Promise<void> {
  await tx.query(`select 1 from contact where id = $1 for no key update`, [contactId]);
}

/** Takes the locks of many contacts, in the order of their ids. Returns those that the workspace has. */
export async function lockContacts(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select id from contact where workspace_id = $1 and id = any($2) order by id for no key update`,
    [workspaceId, contactIds],
  );
  return rows.map(({ id }) => id);
}

/** The contact's next sequence number. Only under the contact's lock. */
export async function nextSeq(tx: Tx, contactId: string): Promise<number> {
  const [[row]] = await tx.query<[[{ seq: number }]]>(`update contact set seq = seq + 1 where id = $1 returning seq`, [
    contactId,
  ]);
  return row.seq;
}

/**
 * Finds the contact by any of its identities, or creates it, and locks it. Identities and facts the contact did not have yet
 * are added; what it has is never overwritten by an event. Throws {@link UnknownContact} or
 * {@link UnknownWorkspace} for an id that does not exist.
 */
export async function lockContactOf(
  tx: Tx,
  workspaceId: string,
  reference: ContactReference,
): Promise<{ contactId: string; created: boolean }> {
  const identities = identitiesOf(reference);
  const known = await find(tx, workspaceId, identities);
  if (known !== undefined) {
    await lockContact(tx, known);
    await complete(tx, { workspaceId, contactId: known, identities, reference });
    return { contactId: known, created: false };
  }
  if (reference.id !== undefined) throw new UnknownContact(`the workspace has no contact ${reference.id}`);
  await lockIdentities(tx, workspaceId, identities);
  const meanwhile = await find(tx, workspaceId, identities);
  if (meanwhile !== undefined) {
    await lockContact(tx, meanwhile);
    return { contactId: meanwhile, created: false };
  }
  return { contactId: await create(tx, { workspaceId, identities, reference }), created: true };
}

interface Known {
  workspaceId: string;
  identities: readonly Identity[];
  reference: ContactReference;
}

/** The contact of the strongest identity that is known. */
async function find(tx: Tx, workspaceId: string, identities: readonly Identity[]): Promise<string | undefined> {
  const rows = await tx.query<{ contact_id: string }[]>(
    `select contact_id from (
       select i.contact_id, w.strength
       from jsonb_to_recordset($2) as w(kind text, value text, strength int)
       join contact_identity i on i.workspace_id = $1 and i.kind = w.kind and i.value = w.value
       union all
       select c.id, w.strength
       from jsonb_to_recordset($2) as w(kind text, value text, strength int)
       join contact c on w.kind = 'id' and c.id = w.value::uuid and c.workspace_id = $1
     ) found order by strength limit 1`,
    [workspaceId, JSON.stringify(identities.map((identity, strength) => ({ ...identity, strength })))],
  );
  return rows[0]?.contact_id;
}

/** Two transactions about to create the same person wait for each other here. */
async function lockIdentities(tx: Tx, workspaceId: string, identities: readonly Identity[]): Promise<void> {
  const keys = identities.map(({ kind, value }) => `${workspaceId}/${kind}:${value}`).sort();
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest($1::text[]) with ordinality as u(k, n) order by n`,
    [keys],
  );
}

async function create(tx: Tx, { workspaceId, identities, reference }: Known): Promise<string> {
  const contactId = v7();
  const created = await tx.query<unknown[]>(
    `insert into contact (id, workspace_id, first_name, last_name, language, time_zone)
     select $1, w.id, $3, $4, $5, $6 from workspace w where w.id = $2 returning id`,
    [contactId, workspaceId, reference.firstName, reference.lastName, reference.language, reference.timeZone],
  );
  if (created.length === 0) throw new UnknownWorkspace(`there is no workspace ${workspaceId}`);
  await addIdentities(tx, { workspaceId, contactId, identities });
  return contactId;
}

async function complete(
  tx: Tx,
  { workspaceId, contactId, identities, reference }: Known & { contactId: string },
): Promise<void> {
  await addIdentities(tx, { workspaceId, contactId, identities });
  const { firstName, lastName, language, timeZone } = reference;
  if ([firstName, lastName, language, timeZone].every((fact) => fact === undefined)) return;
  await tx.query(
    `update contact set first_name = coalesce(first_name, $2), last_name = coalesce(last_name, $3),
       language = coalesce(language, $4), time_zone = coalesce(time_zone, $5), updated_at = now()
     where id = $1 and (first_name is null and $2::text is not null or last_name is null and $3::text is not null
       or language is null and $4::text is not null or time_zone is null and $5::text is not null)`,
    [contactId, firstName, lastName, language, timeZone],
  );
}

async function addIdentities(
  tx: Tx,
  { workspaceId, contactId, identities }: { workspaceId: string; contactId: string; identities: readonly Identity[] },
): Promise<void> {
  const outer = identities.filter(({ kind }) => kind !== 'id');
  if (outer.length === 0) return;
  await tx.query(
    `insert into contact_identity (workspace_id, kind, value, contact_id)
     select $1, w.kind, w.value, $2 from jsonb_to_recordset($3) as w(kind text, value text)
     on conflict do nothing`,
    [workspaceId, contactId, JSON.stringify(outer)],
  );
}

/** Adds tags to a contact. Returns those it did not have. */
export async function addTags(tx: Tx, contactId: string, tags: readonly string[]): Promise<string[]> {
  if (tags.length === 0) return [];
  const rows = await tx.query<{ tag: string }[]>(
    `insert into contact_tag (contact_id, tag) select $1, unnest($2::text[]) on conflict do nothing returning tag`,
    [contactId, tags],
  );
  return rows.map(({ tag }) => tag);
}

/** Takes tags from a contact. Returns those it had. */
export async function removeTags(tx: Tx, contactId: string, tags: readonly string[]): Promise<string[]> {
  const [rows] = await tx.query<[{ tag: string }[], number]>(
    `delete from contact_tag where contact_id = $1 and tag = any($2) returning tag`,
    [contactId, tags],
  );
  return rows.map(({ tag }) => tag);
}

/** Blocks a contact, or no longer. Says whether that is new. */
export async function setBlocked(tx: Tx, contactId: string, blocked: boolean): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update contact set blocked = $2, updated_at = now() where id = $1 and blocked <> $2`,
    [contactId, blocked],
  );
  return touched === 1;
}
