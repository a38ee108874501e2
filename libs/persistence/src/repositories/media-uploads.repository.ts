import type { Tx } from '../transaction.js';
import { at } from './runs.repository.js';

/** A file at an address, for the number it is sent from. `linkHash` is the address's SHA-256. */
export interface LinkedUpload {
  workspaceId: string;
  numberId: string;
  linkHash: Buffer;
}

const key = ({ workspaceId, numberId, linkHash }: LinkedUpload) => [workspaceId, numberId, linkHash];
const isRow = 'workspace_id = $1 and number_id = $2 and link_hash = $3';

/** WhatsApp's id of the file, when it was fetched after `since` and lives at least until `until` (epoch milliseconds). */
export async function mediaIdOf(
  tx: Tx,
  upload: LinkedUpload,
  { since, until }: { since: number; until: number },
): Promise<string | undefined> {
  const [row] = await tx.query<{ mediaId: string }[]>(
    `select media_id as "mediaId" from media_upload
     where ${isRow} and media_id is not null and fetched_at > $4 and expires_at > $5`,
    [...key(upload), at(since), at(until)],
  );
  return row?.mediaId;
}

/** Takes the file for whoever fetches and uploads it now; says whether it was free. */
export async function takeUpload(
  tx: Tx,
  upload: LinkedUpload,
  { now, busyUntil, keptUntil }: { now: number; busyUntil: number; keptUntil: number },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into media_upload as m (workspace_id, number_id, link_hash, busy_until, expires_at) values ($1, $2, $3, $4, $6)
     on conflict (workspace_id, number_id, link_hash) do update set busy_until = $4
       where m.busy_until is null or m.busy_until <= $5
     returning 1`,
    [...key(upload), at(busyUntil), at(now), at(keptUntil)],
  );
  return rows.length > 0;
}

/** WhatsApp's id of the same contents, from whichever address they came, that lives at least until `until`. */
export async function sameContents(
  tx: Tx,
  { workspaceId, numberId }: LinkedUpload,
  { contentHash, until }: { contentHash: Buffer; until: number },
): Promise<{ mediaId: string; expiresAt: number } | undefined> {
  const [row] = await tx.query<{ mediaId: string; expiresAt: number }[]>(
    `select media_id as "mediaId", (extract(epoch from expires_at) * 1000)::bigint as "expiresAt" from media_upload
     where workspace_id = $1 and number_id = $2 and content_hash = $3 and media_id is not null and expires_at > $4
     order by expires_at desc limit 1`,
    [workspaceId, numberId, contentHash, at(until)],
  );
  return row;
}

/** Keeps WhatsApp's id of the file, which is free again. */
export async function keepUpload(
  tx: Tx,
  upload: LinkedUpload,
  kept: { contentHash: Buffer; mediaId: string; fetchedAt: number; expiresAt: number },
): Promise<void> {
  await tx.query(
    `update media_upload set busy_until = null, content_hash = $4, media_id = $5, fetched_at = $6, expires_at = $7 where ${isRow}`,
    [...key(upload), kept.contentHash, kept.mediaId, at(kept.fetchedAt), at(kept.expiresAt)],
  );
}

/** Nothing came of it: the next one may try. */
export async function leaveUpload(tx: Tx, upload: LinkedUpload): Promise<void> {
  await tx.query(`update media_upload set busy_until = null where ${isRow}`, key(upload));
}

/** WhatsApp does not know the id any more: whatever had it is uploaded again. */
export async function forgetMediaId(
  tx: Tx,
  { workspaceId, numberId, mediaId }: { workspaceId: string; numberId: string; mediaId: string },
): Promise<void> {
  await tx.query(
    `update media_upload set media_id = null where workspace_id = $1 and number_id = $2 and media_id = $3`,
    [workspaceId, numberId, mediaId],
  );
}
