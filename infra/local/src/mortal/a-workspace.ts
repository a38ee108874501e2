import { randomUUID } from 'node:crypto';
import { createDataSource } from '@threadline/persistence';
import { createWorkspace } from '@threadline/workspaces';
import type { DemoWorkspace } from '../running-stack.js';

/** A workspace of a spec's own, with one number. */
export async function aWorkspace(databaseUrl: string): Promise<DemoWorkspace> {
  const tag = randomUUID();
  const number = { phoneNumberId: `number-${tag}`, wabaId: `waba-${tag}` };
  const workspace = { slug: `story-${tag}`, name: 'Story', timeZone: 'Europe/Rome', displayPhone: '+390212345678' };
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 1 }).initialize();
  try {
    const { workspaceId, apiKey } = await createWorkspace(dataSource, { ...workspace, ...number });
    return { id: workspaceId, apiKey, ...number };
  } finally {
    await dataSource.destroy();
  }
}
