import type { Tx } from '../transaction.js';

/** A write under a client's key. `requestHash` tells requests apart. */
export interface KeyedRequest {
  workspaceId: string;
  key: string;
  requestHash: Buffer;
}

/** What is known of a key: the request it was used for, and the answer once there is one. */
export interface KeyUse {
  requestHash: Buffer;
  answer?: { status: number; body: unknown };
}

/** How long answers are kept for a request that is repeated, in milliseconds. */
export const idempotencyKeysKeptMs = 24 * 60 * 60_000;

/** How long an answer is kept, and how long a request may take before it counts as broken off. */
export interface KeyTimes {
  keptForMs: number;
  brokenOffAfterMs: number;
}

/** Takes a key for a request. Undefined when it was taken; otherwise its use so far. */
export async function takeKey(tx: Tx, request: KeyedRequest, times: KeyTimes): Promise<KeyUse | undefined> {
  const { workspaceId, key, requestHash } = request;
  const taken = await tx.query<unknown[]>(
    `insert into idempotency_key as k (workspace_id, key, request_hash) values ($1, $2, $3)
     on conflict (workspace_id, key) do update set request_hash = excluded.request_hash, status = null, body = null, created_at = now()
       where k.created_at < now() - make_interval(secs => $4 / 1000.0)
          or k.status is null and k.created_at < now() - make_interval(secs => $5 / 1000.0)
     returning key`,
    [workspaceId, key, requestHash, times.keptForMs, times.brokenOffAfterMs],
  );
  if (taken.length > 0) return undefined;
  const [row] = await tx.query<{ requestHash: Buffer; status: number | null; body: unknown }[]>(
    `select request_hash as "requestHash", status, body from idempotency_key where workspace_id = $1 and key = $2`,
    [workspaceId, key],
  );
  // Released in between: the caller is told that the request is under way, and asks again.
  if (!row) return { requestHash };
  return {
    requestHash: row.requestHash,
    ...(row.status !== null && { answer: { status: row.status, body: row.body } }),
  };
}

/** Keeps the answer of a request for whoever repeats it. */
export async function keepAnswer(
  tx: Tx,
  { workspaceId, key, requestHash }: KeyedRequest,
  answer: { status: number; body: unknown },
): Promise<void> {
  await tx.query(
    `update idempotency_key set status = $4, body = $5 where workspace_id = $1 and key = $2 and request_hash = $3`,
    [workspaceId, key, requestHash, answer.status, JSON.stringify(answer.body ?? null)],
  );
}

/** Frees the key of a request that may be tried again. */
export async function releaseKey(tx: Tx, { workspaceId, key, requestHash }: KeyedRequest): Promise<void> {
  await tx.query(
    `delete from idempotency_key where workspace_id = $1 and key = $2 and request_hash = $3 and status is null`,
    [workspaceId, key, requestHash],
  );
}
