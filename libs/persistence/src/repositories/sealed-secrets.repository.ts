import { UnopenableSecret, type SecretBox } from '@threadline/platform';
import type { Tx } from '../transaction.js';

/** Every table that holds sealed secrets. Each has `id`, `workspace_id`, `secrets` and `secrets_key`; its name is the owner's kind. */
const sealedTables = ['connection', 'phone_number', 'signing_secret'] as const;
export type SealedTable = (typeof sealedTables)[number];

/** Where a rotation stands: the last row it has looked at. */
export interface RotationPlace {
  table: SealedTable;
  id: string;
}

/** What one batch of a rotation did. No `next` behind the last row. */
export interface RotatedBatch {
  resealed: number;
  /** Rows that no key of the box opens; they are left as they are. */
  unopenable: UnopenableSecret[];
  next?: RotationPlace;
}

interface SealedRow {
  id: string;
  workspaceId: string;
  secrets: string;
}

const lowestId = '00000000-0000-0000-0000-000000000000';

/** Where a rotation begins. */
export const rotationStart: RotationPlace = { table: sealedTables[0], id: lowestId };

/**
 * Seals the next secrets that are not under the current key again, in the caller's transaction: at most `limit` rows behind
 * `after`. Rows of the current key are not touched, so a rotation that was broken off is simply begun again.
 */
export async function resealBatch(
  tx: Tx,
  box: SecretBox,
  { after, limit }: { after: RotationPlace; limit: number },
): Promise<RotatedBatch> {
  const { table } = after;
  const rows = await tx.query<SealedRow[]>(
    `select id, workspace_id as "workspaceId", secrets from ${table}
     where secrets_key <> $1 and id > $2 order by id limit $3 for update`,
    [box.currentKeyId, after.id, limit],
  );
  const unopenable: UnopenableSecret[] = [];
  const resealed = rows.flatMap((row) => {
    const owner = { kind: table, workspaceId: row.workspaceId, id: row.id };
    try {
      return [{ id: row.id, secrets: box.seal(box.open(row.secrets, owner), owner) }];
    } catch (error) {
      if (!(error instanceof UnopenableSecret)) throw error;
      unopenable.push(error);
      return [];
    }
  });
  if (resealed.length > 0)
    await tx.query(
      `update ${table} t set secrets = r.secrets, secrets_key = $1
       from jsonb_to_recordset($2) as r(id uuid, secrets text) where t.id = r.id`,
      [box.currentKeyId, JSON.stringify(resealed)],
    );
  const next = placeBehind(after, { last: rows.at(-1)?.id, isFull: rows.length === limit });
  return { resealed: resealed.length, unopenable, ...(next && { next }) };
}

function placeBehind(
  { table }: RotationPlace,
  { last, isFull }: { last: string | undefined; isFull: boolean },
): RotationPlace | undefined {
  if (isFull && last !== undefined) return { table, id: last };
  const nextTable = sealedTables[sealedTables.indexOf(table) + 1];
  return nextTable && { table: nextTable, id: lowestId };
}
