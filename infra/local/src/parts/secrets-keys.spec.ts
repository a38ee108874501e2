import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SecretKeys } from '@threadline/platform';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecretsKeys } from './secrets-keys.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'threadline-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('are made once for a profile, usable, and readable by their owner alone', () => {
  const profile = join(folder, 'new');
  const keys = keptSecretsKeys(profile);
  expect(SecretKeys.parse(keys)).toHaveLength(1);
  expect(keptSecretsKeys(profile)).toBe(keys);
  expect(statSync(join(profile, 'secrets-keys')).mode & 0o777).toBe(0o600);
  expect(keptSecretsKeys(join(folder, 'other'))).not.toBe(keys);
});
