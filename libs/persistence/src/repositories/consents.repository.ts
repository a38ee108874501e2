import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** What proves that a contact gave or withdrew consent: when, in which words and message, and who recorded it. */
export interface ConsentProof {
  at: number;
  text?: string | undefined;
  messageId?: string | undefined;
  via: string;
}

/**
 * Records marketing consent with what proves it, unless it was withdrawn after that: an opt-out outlives older news. Says
 * whether it was not given before. Under the contact's lock.
 */
export async function giveConsent(tx: Tx, contactId: string, proof: ConsentProof): Promise<boolean> {
  const [later] = await tx.query<unknown[]>(
    `select 1 from contact where id = $1 and marketing_consent = 'withdrawn' and consent_at > $2`,
    [contactId, at(proof.at)],
  );
  return later === undefined && setConsent(tx, contactId, { marketing: 'given', proof });
}

/** Withdraws marketing consent, with what proves it. Says whether it was not withdrawn before. */
export async function withdrawConsent(tx: Tx, contactId: string, proof: ConsentProof): Promise<boolean> {
  return setConsent(tx, contactId, { marketing: 'withdrawn', proof });
}

/** Whether the contact gave consent after a moment. */
export async function hasConsentedSince(tx: Tx, contactId: string, moment: number): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `select 1 from contact where id = $1 and marketing_consent = 'given' and consent_at > $2`,
    [contactId, at(moment)],
  );
  return rows.length > 0;
}

/** Records what a contact says about marketing, with its proof, when it differs from before. Says whether it does. */
export async function setConsent(
  tx: Tx,
  contactId: string,
  { marketing, proof }: { marketing: 'given' | 'withdrawn'; proof: ConsentProof },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `with changed as (
       update contact set marketing_consent = $2, consent_at = $3, consent_via = $4, updated_at = now()
       where id = $1 and marketing_consent <> $2 returning id)
     insert into consent_record (contact_id, marketing, at, via, text, message_id) select id, $2, $3, $4, $5, $6 from changed returning id`,
    [contactId, marketing, at(proof.at), proof.via, proof.text, proof.messageId],
  );
  return rows.length > 0;
}

/** Since when the contact's consent is as it is; undefined when it never said anything. */
export async function consentSince(tx: Tx, contactId: string): Promise<number | undefined> {
  const [row] = await tx.query<{ at: number | null }[]>(
    `select (extract(epoch from consent_at) * 1000)::bigint as at from contact where id = $1`,
    [contactId],
  );
  return row?.at ?? undefined;
}
