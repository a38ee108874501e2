import type { Tx } from '../transaction.js';

/**
 * Takes the contact's lock, which arbitrates everything that happens to it, until the transaction ends. In a statement of its
 * own: what is read afterwards is what was committed when the lock was granted. Gives the id of the locked contact: another one
 * when the contact was merged.
 */
export async function lockContact(tx: Tx, contactId: string): Promise<string> {
  const [row] = await tx.query<{ mergedInto: string | null }[]>(
    `select merged_into as "mergedInto" from contact where id = $1 for no key update`,
    [contactId],
  );
  return row && row.mergedInto !== null ? lockContact(tx, row.mergedInto) : contactId;
}

/** What `read` finds once the contact whose run it is is locked. */
export const lockContactOfRun = <T>(tx: Tx, runId: string, read: () => Promise<T>): Promise<T> =>
  lockThenRead(tx, { contactOf: 'select contact_id from run where id = $1', id: runId }, read);

/** What `read` finds once the contact whose message it is is locked. */
export const lockContactOfMessage = <T>(tx: Tx, messageId: string, read: () => Promise<T>): Promise<T> =>
  lockThenRead(tx, { contactOf: 'select contact_id from message where id = $1', id: messageId }, read);

/** Both are asked for together: Postgres begins to read when it has granted the lock. */
async function lockThenRead<T>(
  tx: Tx,
  { contactOf, id }: { contactOf: string; id: string },
  read: () => Promise<T>,
): Promise<T> {
  const [[row], found] = await Promise.all([
    tx.query<{ mergedInto: string | null }[]>(
      `select merged_into as "mergedInto" from contact where id = (${contactOf}) for no key update`,
      [id],
    ),
    read(),
  ]);
  const mergedInto = row?.mergedInto ?? null;
  if (mergedInto === null) return found;
  await lockContact(tx, mergedInto);
  return read();
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
