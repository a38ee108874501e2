import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDataSource } from '@threadline/persistence';
import { SystemClock } from '@threadline/platform';
import { ApiKeys, createWorkspace, type NewWorkspace } from '@threadline/workspaces';
import { z } from 'zod';
import type { DemoWorkspace } from '../running-stack.js';

const KeptWorkspace = z.object({ id: z.string(), apiKey: z.string(), phoneNumberId: z.string(), wabaId: z.string() });

const demo: NewWorkspace = {
  slug: 'demo',
  name: 'Demo shop',
  timeZone: 'Europe/Rome',
  phoneNumberId: '100000000000001',
  wabaId: '200000000000001',
  displayPhone: '+390212345678',
};

/**
 * The workspace for trying things out. Its key is kept in the profile's folder (`workspace.json`), because the database
 * has the hash alone; when the file is gone, or the database does not know the key, a new one is made.
 */
export async function ensureDemoWorkspace(folder: string, databaseUrl: string): Promise<DemoWorkspace> {
  const file = join(folder, 'workspace.json');
  const kept = await readKept(file);
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  try {
    const holder = kept && (await new ApiKeys(dataSource, new SystemClock()).authenticate(kept.apiKey));
    if (kept && holder?.workspaceId === kept.id) return kept;
    const { workspaceId, apiKey } = await createWorkspace(dataSource, demo);
    const made = { id: workspaceId, apiKey, phoneNumberId: demo.phoneNumberId, wabaId: demo.wabaId };
    await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    return made;
  } finally {
    await dataSource.destroy();
  }
}

async function readKept(file: string): Promise<DemoWorkspace | undefined> {
  try {
    return KeptWorkspace.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined; // missing, or cut short by a kill
  }
}
