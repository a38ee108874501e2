import type { Tx } from '../transaction.js';

/** A workspace's signing secret, sealed. It signs until `signsUntil`; the active one has no end. */
export interface SigningSecret {
  id: string;
  secrets: string;
  createdAt: Date;
  signsUntil: Date | null;
}

/** The secrets that sign at a moment, the active one first. */
export async function signingSecretsOf(tx: Tx, workspaceId: string, now: number): Promise<SigningSecret[]> {
  return tx.query(
    `select id, secrets, created_at as "createdAt", signs_until as "signsUntil" from signing_secret
     where workspace_id = $1 and (signs_until is null or signs_until > $2) order by signs_until desc nulls first, created_at desc`,
    [workspaceId, new Date(now)],
  );
}

/** Lets a new secret be the active one, unless another was first. Says whether it is. */
export async function addSigningSecret(
  tx: Tx,
  secret: Omit<SigningSecret, 'signsUntil'> & { workspaceId: string; secretsKey: string },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into signing_secret (id, workspace_id, secrets, secrets_key, created_at) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id) where signs_until is null do nothing returning id`,
    [secret.id, secret.workspaceId, secret.secrets, secret.secretsKey, secret.createdAt],
  );
  return rows.length > 0;
}

/** The active secret signs for a while yet. The workspace's row is locked, so that rotations follow one another. */
export async function retireSigningSecret(tx: Tx, workspaceId: string, signsUntil: number): Promise<void> {
  await tx.query(`select id from workspace where id = $1 for no key update`, [workspaceId]);
  await tx.query(`update signing_secret set signs_until = $2 where workspace_id = $1 and signs_until is null`, [
    workspaceId,
    new Date(signsUntil),
  ]);
}
