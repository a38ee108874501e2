import type { Tx } from '../transaction.js';

/** Sets fields of a contact; fields that are not named stay. Under the contact's lock. */
export async function setFields(tx: Tx, contactId: string, fields: Record<string, unknown>): Promise<void> {
  if (Object.keys(fields).length === 0) return;
  await tx.query(`update contact set fields = fields || $2, updated_at = now() where id = $1`, [
    contactId,
    JSON.stringify(fields),
  ]);
}

/** Records marketing consent with what proves it. Says whether it was not given before. Under the contact's lock. */
export async function giveConsent(tx: Tx, contactId: string, proof: { at: number; via: string }): Promise<boolean> {
  const [, touched] = await tx.query<[unknown[], number]>(
    `update contact set marketing_consent = 'given', consent_at = $2, consent_via = $3, updated_at = now()
     where id = $1 and marketing_consent <> 'given'`,
    [contactId, new Date(proof.at), proof.via],
  );
  return touched === 1;
}
