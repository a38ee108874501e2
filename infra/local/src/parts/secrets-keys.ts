import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const keyBytes = 32;

/**
 * The keys with which a stack on this machine seals secrets, made at its first start. They lie in the profile's folder beside
 * the database they belong to: lost together, kept together.
 */
export function keptSecretsKeys(folder: string): string {
  const file = join(folder, 'secrets-keys');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, `local:${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
