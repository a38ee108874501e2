import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import type { DemoWorkspace } from '../running-stack.js';
import { createWorkspace } from './create-workspace.js';

const Kept = z.object({ id: z.string(), apiKey: z.string(), phoneNumberId: z.string() });

const demo = {
  slug: 'demo',
  name: 'Demo shop',
  timeZone: 'Europe/Rome',
  phoneNumberId: '100000000000001',
  wabaId: '200000000000001',
  displayPhone: '+390212345678',
};

/**
 * The workspace for trying things out. Its key is known only in the profile's folder (`workspace.json`), because the
 * database has the hash alone; when the file is gone, or the database is another, a new key is made.
 */
export async function ensureDemoWorkspace(folder: string, databaseUrl: string): Promise<DemoWorkspace> {
  const file = join(folder, 'workspace.json');
  const kept = await readKept(file);
  if (kept !== undefined && (await isKnown(kept.id, databaseUrl))) return kept;
  const { workspaceId, apiKey } = await createWorkspace(databaseUrl, demo);
  const made: DemoWorkspace = { id: workspaceId, apiKey, phoneNumberId: demo.phoneNumberId };
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

async function readKept(file: string): Promise<DemoWorkspace | undefined> {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined; // missing or cut short: a new key is made
  }
}

async function isKnown(workspaceId: string, databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query('select 1 from workspace where id = $1', [workspaceId])).rowCount === 1;
  } finally {
    await client.end();
  }
}
