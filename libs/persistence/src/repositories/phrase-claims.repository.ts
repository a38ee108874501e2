import type { Tx } from '../transaction.js';

/** An exact phrase, normalised, that starts an automation. */
export interface PhraseClaim {
  phrase: string;
  /** WhatsApp's id of the number it is claimed on; absent for every number of the workspace. */
  number?: string | undefined;
  triggerId: string;
}

/** Who has claimed a phrase. */
export interface PhraseOwner {
  phrase: string;
  number?: string | undefined;
  automationId: string;
  automation: string;
}

/** Claims of other automations of the workspace that meet these: on the same number, or one of them on all numbers. */
export async function phraseOwnersAmong(
  tx: Tx,
  { workspaceId, automationId }: { workspaceId: string; automationId?: string | undefined },
  claims: readonly PhraseClaim[],
): Promise<PhraseOwner[]> {
  if (claims.length === 0) return [];
  const rows = await tx.query<(PhraseOwner & { number: string })[]>(
    `select c.phrase, c.number, c.automation_id as "automationId", a.name as automation from phrase_claim c
     join automation a on a.id = c.automation_id
     where c.workspace_id = $1 and c.automation_id is distinct from $3 and exists (
       select 1 from jsonb_to_recordset($2) as mine(phrase text, number text)
       where mine.phrase = c.phrase and (mine.number is null or c.number in ('', mine.number)))
     order by c.phrase, c.number`,
    [workspaceId, JSON.stringify(claims), automationId ?? null],
  );
  return rows.map(({ number, ...owner }) => ({ ...owner, ...(number !== '' && { number }) }));
}

/** Makes these phrases, and no others, the automation's. Returns those that stay another's; then the caller rolls back. */
export async function claimPhrases(
  tx: Tx,
  owner: { workspaceId: string; automationId: string },
  claims: readonly PhraseClaim[],
): Promise<PhraseOwner[]> {
  await releasePhrases(tx, owner.automationId);
  if (claims.length === 0) return [];
  await tx.query(
    `insert into phrase_claim (workspace_id, phrase, number, automation_id, trigger_id)
     select $1, c.phrase, coalesce(c.number, ''), $2, c."triggerId"
     from jsonb_to_recordset($3) as c(phrase text, number text, "triggerId" text) order by c.phrase, c.number
     on conflict do nothing`,
    [owner.workspaceId, owner.automationId, JSON.stringify(claims)],
  );
  return phraseOwnersAmong(tx, owner, claims);
}

/** Gives the automation's phrases up. */
export async function releasePhrases(tx: Tx, automationId: string): Promise<void> {
  await tx.query(`delete from phrase_claim where automation_id = $1`, [automationId]);
}
