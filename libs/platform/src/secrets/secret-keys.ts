import { z } from 'zod';

const keyBytes = 32;
const entry = /^([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** A key that seals secrets. Its id stands in clear text beside what it sealed, so it tells nothing of the key. */
export interface SecretKey {
  readonly id: string;
  /** 256 bits. */
  readonly key: Buffer;
}

/**
 * The keys that secrets are sealed with, as a variable holds them: `id:base64, id:base64`. The first seals, the others only
 * open what was sealed before a rotation. `openssl rand -base64 32` makes the second half of an entry.
 */
export const SecretKeys = z.string().transform((list, context): readonly SecretKey[] => {
  const entries = list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const keys = entries.flatMap((text) => keyIn(text) ?? []);
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (keys.length === 0 || keys.length < entries.length)
    return refuse(`must be id:key, several separated by commas; a key is ${keyBytes} bytes in base64`);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) return refuse('has two keys of one id');
  return keys;
});
export type SecretKeys = z.infer<typeof SecretKeys>;

function keyIn(text: string): SecretKey | undefined {
  const [, id, base64] = entry.exec(text) ?? [];
  return id === undefined || base64 === undefined ? undefined : { id, key: Buffer.from(base64, 'base64') };
}
