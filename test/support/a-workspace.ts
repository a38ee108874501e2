import { randomUUID } from 'node:crypto';
import { createDataSource } from '@threadline/persistence';
import { createWorkspace } from '@threadline/workspaces';
import { environment } from './environment.js';

/** A workspace of a spec's own, with its key and its WhatsApp number. */
export interface TestWorkspace {
  readonly id: string;
  readonly apiKey: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
}

/** Opens a workspace that nobody else uses, so that specs can share a stack. */
export async function aWorkspace(): Promise<TestWorkspace> {
  const tag = randomUUID();
  const number = { phoneNumberId: `number-${tag}`, wabaId: `waba-${tag}` };
  const dataSource = await createDataSource({ url: environment('DATABASE_URL'), poolSize: 1 }).initialize();
  try {
    const workspace = { slug: `test-${tag}`, name: 'Test', timeZone: 'Europe/Rome', displayPhone: '+390212345678' };
    const { workspaceId, apiKey } = await createWorkspace(dataSource, { ...workspace, ...number });
    return { id: workspaceId, apiKey, ...number };
  } finally {
    await dataSource.destroy();
  }
}
