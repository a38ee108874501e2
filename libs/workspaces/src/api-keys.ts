import { findApiKey, insertApiKey, revokeApiKey, type Tx } from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { z } from 'zod';
import { hashOf, looksLikeApiKey, newApiKey, prefixOf } from './api-key.js';

/** What a key may do: `viewer` reads, the others also write. */
export const Role = z.enum(['owner', 'admin', 'service', 'viewer']);
export type Role = z.infer<typeof Role>;

/** Whom a key stands for. */
export interface KeyHolder {
  workspaceId: string;
  role: Role;
}

/** A revoked key is refused this much later at most. */
const rememberedForMs = 3_000;
const rememberedKeys = 1_000;

/** Makes a key in the caller's transaction. The key itself is told here and never again. */
export async function addApiKey(
  tx: Tx,
  key: { workspaceId: string; name: string; role: Role },
): Promise<{ id: string; apiKey: string }> {
  const id = v7();
  const apiKey = newApiKey();
  await insertApiKey(tx, { ...key, id, hash: hashOf(apiKey), prefix: prefixOf(apiKey) });
  return { id, apiKey };
}

/** Makes a key for a workspace. */
export const createApiKey = (
  dataSource: DataSource,
  key: { workspaceId: string; name: string; role: Role },
): Promise<{ id: string; apiKey: string }> => addApiKey(dataSource.manager, key);

/** Knows who holds a key. Keys that were found are remembered for a moment, others never. */
export class ApiKeys {
  private readonly remembered = new Map<string, { holder: KeyHolder; until: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a key that is malformed, unknown or revoked. */
  async authenticate(apiKey: string): Promise<KeyHolder | undefined> {
    if (!looksLikeApiKey(apiKey)) return undefined;
    const hash = hashOf(apiKey);
    const known = this.remembered.get(hash.toString('base64'));
    if (known && known.until > this.clock.now()) return known.holder;
    const found = await findApiKey(this.dataSource.manager, hash);
    if (!found) return undefined;
    const holder = { workspaceId: found.workspaceId, role: Role.parse(found.role) };
    this.remember(hash.toString('base64'), holder);
    return holder;
  }

  /** Ends a key. Says whether the workspace had it. */
  revoke(workspaceId: string, keyId: string): Promise<boolean> {
    return revokeApiKey(this.dataSource.manager, workspaceId, keyId);
  }

  private remember(hash: string, holder: KeyHolder): void {
    if (this.remembered.size >= rememberedKeys) this.remembered.clear();
    this.remembered.set(hash, { holder, until: this.clock.now() + rememberedForMs });
  }
}
