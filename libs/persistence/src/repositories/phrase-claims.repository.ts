import type { Tx } from '../transaction.js';

/** An exact phrase, normalised, that starts an automation. */
export interface PhraseClaim {
  phrase: string;
  triggerId: string;
}

/** Who has claimed a phrase. */
export interface PhraseOwner {
  phrase: string;
  automationId: string;
  automation: string;
}

/** Which of the phrases belong to other automations of the workspace. */
export async function phraseOwnersAmong(
  tx: Tx,
  { workspaceId, automationId }: { workspaceId: string; automationId?: string | undefined },
  phrases: readonly string[],
): Promise<PhraseOwner[]> {
  if (phrases.length === 0) return [];
  return tx.query<PhraseOwner[]>(
    `select c.phrase, c.automation_id as "automationId", a.name as automation from phrase_claim c
     join automation a on a.id = c.automation_id
     where c.workspace_id = $1 and c.phrase = any($2) and c.automation_id is distinct from $3 order by c.phrase`,
    [workspaceId, phrases, automationId ?? null],
  );
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
    `insert into phrase_claim (workspace_id, phrase, automation_id, trigger_id)
     select $1, c.phrase, $2, c."triggerId" from jsonb_to_recordset($3) as c(phrase text, "triggerId" text) order by c.phrase
     on conflict (workspace_id, phrase) do nothing`,
    [owner.workspaceId, owner.automationId, JSON.stringify(claims)],
  );
  return phraseOwnersAmong(
    tx,
    owner,
    claims.map(({ phrase }) => phrase),
  );
}

/** Gives the automation's phrases up. */
export async function releasePhrases(tx: Tx, automationId: string): Promise<void> {
  await tx.query(`delete from phrase_claim where automation_id = $1`, [automationId]);
}
