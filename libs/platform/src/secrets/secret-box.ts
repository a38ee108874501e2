import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretKeys } from './secret-keys.js';

/** Whose secret it is. It is authenticated with the secret: one that is copied to another row or workspace does not open there. */
export interface SecretOwner {
  /** What the row is, such as `connection`. */
  kind: string;
  workspaceId: string;
  id: string;
}

/** A sealed secret does not open: its key is not among ours, or it is not what we sealed for this owner. */
export class UnopenableSecret extends Error {
  readonly code = 'unopenable_secret';

  constructor(
    readonly reason: 'unknown_key' | 'spoilt',
    { kind, id }: SecretOwner,
  ) {
    super(
      reason === 'unknown_key'
        ? `The secret of ${kind} ${id} was sealed with a key that SECRETS_KEYS does not hold`
        : `The secret of ${kind} ${id} is spoilt, or was sealed for another row`,
    );
    this.name = 'UnopenableSecret';
  }
}

const algorithm = 'aes-256-gcm';
/** 96 random bits may seal 2^32 secrets under one key (NIST SP 800-38D, 8.3). */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals secrets with AES-256-GCM, so that a copy of the database holds none. A sealed secret is text:
 * `key id . base64url(nonce, tag, ciphertext)`.
 */
export class SecretBox {
  /** The key that seals; what another one sealed is due for rotation. */
  readonly currentKeyId: string;
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: Buffer;

  constructor(keys: SecretKeys) {
    const [first] = keys;
    if (!first) throw new RangeError('a secret box needs a key');
    this.currentKeyId = first.id;
    this.current = first.key;
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  seal(secret: string, owner: SecretOwner): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.current, nonce, { authTagLength: tagBytes });
    cipher.setAAD(belongingOf(this.currentKeyId, owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `${this.currentKeyId}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** @throws {UnopenableSecret} when the key is unknown, or the text is not what was sealed for this owner */
  open(sealed: string, owner: SecretOwner): string {
    const keyId = keyIdOf(sealed);
    const key = this.keys.get(keyId);
    if (!key) throw new UnopenableSecret('unknown_key', owner);
    const bytes = Buffer.from(sealed.slice(keyId.length + 1), 'base64url');
    if (bytes.length < nonceBytes + tagBytes) throw new UnopenableSecret('spoilt', owner);
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(belongingOf(keyId, owner));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new UnopenableSecret('spoilt', owner);
    }
  }
}

const keyIdOf = (sealed: string): string => sealed.slice(0, Math.max(sealed.indexOf('.'), 0));

const belongingOf = (keyId: string, { kind, workspaceId, id }: SecretOwner): Buffer =>
  Buffer.from(JSON.stringify([keyId, kind, workspaceId, id]));
