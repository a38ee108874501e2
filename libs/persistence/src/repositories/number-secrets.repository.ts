import type { SecretBox } from '@threadline/platform';
import type { Tx } from '../transaction.js';

interface SealedRow {
  id: string;
  workspaceId: string;
  secrets: string;
}

const ownerOf = ({ id, workspaceId }: Pick<SealedRow, 'id' | 'workspaceId'>) => ({
  kind: 'phone_number',
  workspaceId,
  id,
});

/** Keeps the access token of a number, sealed. Says whether there is such a number. */
export async function keepAccessToken(
  tx: Tx,
  box: SecretBox,
  { phoneNumberId, accessToken }: { phoneNumberId: string; accessToken: string },
): Promise<boolean> {
  const [row] = await tx.query<Pick<SealedRow, 'id' | 'workspaceId'>[]>(
    `select id, workspace_id as "workspaceId" from phone_number where phone_number_id = $1 for no key update`,
    [phoneNumberId],
  );
  if (!row) return false;
  await tx.query(`update phone_number set secrets = $2, secrets_key = $3 where id = $1`, [
    row.id,
    box.seal(accessToken, ownerOf(row)),
    box.currentKeyId,
  ]);
  return true;
}

/** The token kept for a number, or for an account by its oldest number that has one, by WhatsApp's id; undefined when none is. */
export async function accessTokenOf(tx: Tx, box: SecretBox, ownerId: string): Promise<string | undefined> {
  const [row] = await tx.query<SealedRow[]>(
    `select id, workspace_id as "workspaceId", secrets from phone_number
     where (phone_number_id = $1 or waba_id = $1) and secrets is not null
     order by phone_number_id = $1 desc, created_at, id limit 1`,
    [ownerId],
  );
  return row && box.open(row.secrets, ownerOf(row));
}
