import { identitiesOf, type ContactReference, type Identity } from '@threadline/contracts';
import { v7 } from 'uuid';
import type { Tx } from '../transaction.js';
import { mergeContacts, type MergedContacts } from './contact-merging.repository.js';

/** An event names a contact by our own id, and there is no such contact in the workspace. */
export class UnknownContact extends Error {
  readonly code = 'unknown_contact';
}

/** An event names a workspace that does not exist. */
export class UnknownWorkspace extends Error {
  readonly code = 'unknown_workspace';
}

/** The contact that was meant, locked. `merged` when the reference showed that several contacts are one person. */
export interface FoundContact {
  contactId: string;
  created: boolean;
  merged?: MergedContacts;
}

interface Known {
  workspaceId: string;
  identities: readonly Identity[];
  reference: ContactReference;
}

/** An identity and the contact that has it. */
type Owned = Identity & { contactId: string };

/**
 * Finds the contact by any of its identities, or creates it, and locks it. Identities and facts the contact did not have yet
 * are added; what it has is never overwritten by an event. Contacts found by different identities are merged into the oldest.
 * Identities that nobody has are reserved first and contacts locked by id, so that two transactions never wait for each other
 * crosswise. Throws {@link UnknownContact} or {@link UnknownWorkspace} for an id that does not exist.
 * @param more further identities of the same person
 */
export async function lockContactOf(
  tx: Tx,
  workspaceId: string,
  reference: ContactReference,
  more: readonly Identity[] = [],
): Promise<FoundContact> {
  const known = { workspaceId, identities: [...identitiesOf(reference), ...more], reference };
  const owned = await lockOwners(tx, known);
  const ids = contactsIn(owned);
  const [contactId] = ids;
  if (contactId === undefined) {
    if (reference.id !== undefined) throw new UnknownContact(`the workspace has no contact ${reference.id}`);
    return { contactId: await create(tx, known), created: true };
  }
  const merged = ids.length > 1 ? await mergeContacts(tx, ids) : undefined;
  const survivor = merged?.contactId ?? contactId;
  await complete(tx, survivor, { ...known, identities: without(known.identities, owned) });
  return { contactId: survivor, created: false, ...(merged && { merged }) };
}

/** Takes identities from a contact: they are another person's from now on. Under the contact's lock. */
export async function removeIdentities(tx: Tx, contactId: string, identities: readonly Identity[]): Promise<void> {
  await tx.query(
    `delete from contact_identity i using jsonb_to_recordset($2) as w(kind text, value text)
     where i.contact_id = $1 and i.kind = w.kind and i.value = w.value`,
    [contactId, JSON.stringify(identities)],
  );
}

/** The contact's WhatsApp user ids. */
export async function userIdsOf(tx: Tx, contactId: string): Promise<string[]> {
  const rows = await tx.query<{ value: string }[]>(
    `select value from contact_identity where contact_id = $1 and kind = 'whatsappUserId'`,
    [contactId],
  );
  return rows.map(({ value }) => value);
}

/** Resolves, reserves what nobody has, locks, and resolves again until nothing has changed meanwhile. */
async function lockOwners(tx: Tx, known: Known): Promise<Owned[]> {
  let owned = await ownersOf(tx, known);
  const free = without(known.identities, owned);
  if (free.length > 0) {
    await reserve(tx, known.workspaceId, free);
    owned = await ownersOf(tx, known);
  }
  for (;;) {
    const ids = contactsIn(owned);
    if (ids.length === 0) return owned;
    const isMerged = await lockAll(tx, ids);
    if (ids.length === 1 && !isMerged) return owned;
    owned = await ownersOf(tx, known);
    if (contactsIn(owned).join() === ids.join()) return owned;
  }
}

/** Whose the identities are; those of merged contacts are the survivor's. */
async function ownersOf(tx: Tx, { workspaceId, identities }: Known): Promise<Owned[]> {
  return tx.query<Owned[]>(
    `select w.kind, w.value, i.contact_id as "contactId"
     from jsonb_to_recordset($2) as w(kind text, value text)
     join contact_identity i on i.workspace_id = $1 and i.kind = w.kind and i.value = w.value
     union all
     select w.kind, w.value, coalesce(c.merged_into, c.id)
     from jsonb_to_recordset($2) as w(kind text, value text)
     join contact c on w.kind = 'id' and c.id = w.value::uuid and c.workspace_id = $1`,
    [workspaceId, JSON.stringify(identities)],
  );
}

const contactsIn = (owned: readonly Owned[]): string[] => [...new Set(owned.map(({ contactId }) => contactId))].sort();

const without = (identities: readonly Identity[], owned: readonly Identity[]): Identity[] =>
  identities.filter(({ kind, value }) => !owned.some((one) => one.kind === kind && one.value === value));

/** Locks contacts in the order of their ids. Says whether one of them is no more, because it was merged. */
async function lockAll(tx: Tx, ids: readonly string[]): Promise<boolean> {
  const rows = await tx.query<{ isMerged: boolean }[]>(
    `select merged_into is not null as "isMerged" from contact where id = any($1) order by id for no key update`,
    [ids],
  );
  return rows.some(({ isMerged }) => isMerged);
}

/** Two transactions about to give the same identity to somebody wait for each other here. */
async function reserve(tx: Tx, workspaceId: string, identities: readonly Identity[]): Promise<void> {
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

async function complete(tx: Tx, contactId: string, { workspaceId, identities, reference }: Known): Promise<void> {
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
