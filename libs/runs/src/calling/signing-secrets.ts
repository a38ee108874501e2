import { newSigningSecret } from '@threadline/connectors';
import {
  addSigningSecret,
  inTransaction,
  retireSigningSecret,
  signingSecretsOf,
  type SigningSecret,
  type Tx,
} from '@threadline/persistence';
import type { Clock, SecretBox } from '@threadline/platform';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** How long the secret before the active one signs too, so that receivers can change to the new one at their leisure. */
export const overlapMs = 24 * 60 * 60 * 1_000;

/** A secret without itself. `signsUntil` is null for the active one. */
export type SigningSecretFacts = Pick<SigningSecret, 'id' | 'createdAt' | 'signsUntil'>;

/** The secrets with which a workspace's calls are signed. They are sealed where they are kept. */
export class SigningSecrets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** The secrets that sign now, the active one first. None before the first call and the first rotation. */
  async list(workspaceId: string): Promise<SigningSecretFacts[]> {
    const secrets = await signingSecretsOf(this.dataSource.manager, workspaceId, this.clock.now());
    return secrets.map(({ id, createdAt, signsUntil }) => ({ id, createdAt, signsUntil }));
  }

  /** Makes a new active secret, which is told here and never again. The one before signs for {@link overlapMs} yet. */
  rotate(workspaceId: string): Promise<SigningSecretFacts & { secret: string }> {
    return inTransaction(this.dataSource, async (tx) => {
      await retireSigningSecret(tx, workspaceId, this.clock.now() + overlapMs);
      const made = await this.add(tx, workspaceId);
      if (!made) throw new Error(`workspace ${workspaceId} was given a signing secret outside of a rotation`);
      return made;
    });
  }

  /** The secrets to sign with now. The first call of a workspace makes its first secret, so that no call goes unsigned. */
  async forSigning(workspaceId: string): Promise<string[]> {
    const tx = this.dataSource.manager;
    const secrets = () => signingSecretsOf(tx, workspaceId, this.clock.now());
    let found = await secrets();
    if (found.length === 0) {
      await this.add(tx, workspaceId);
      found = await secrets();
    }
    return found.map(({ id, secrets: sealed }) => this.box.open(sealed, ownerOf(workspaceId, id)));
  }

  /** Undefined when the workspace has an active one. */
  private async add(tx: Tx, workspaceId: string): Promise<(SigningSecretFacts & { secret: string }) | undefined> {
    const id = randomUUID();
    const secret = newSigningSecret();
    const createdAt = new Date(this.clock.now());
    const sealed = this.box.seal(secret, ownerOf(workspaceId, id));
    const stored = { id, workspaceId, createdAt, secrets: sealed, secretsKey: this.box.currentKeyId };
    return (await addSigningSecret(tx, stored)) ? { id, createdAt, signsUntil: null, secret } : undefined;
  }
}

const ownerOf = (workspaceId: string, id: string) => ({ kind: 'signing_secret', workspaceId, id });
