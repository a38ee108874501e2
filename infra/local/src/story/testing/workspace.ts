import { randomUUID } from 'node:crypto';
import { createWorkspace } from '@threadline/workspaces';
import type { DataSource } from 'typeorm';
import type { DemoWorkspace } from '../../running-stack.js';

/** A workspace of a spec's own, with one number. */
export async function aWorkspace(dataSource: DataSource): Promise<DemoWorkspace> {
  const tag = randomUUID();
  const number = { phoneNumberId: `number-${tag}`, wabaId: `waba-${tag}` };
  const { workspaceId, apiKey } = await createWorkspace(dataSource, {
    ...number,
    slug: `story-${tag}`,
    name: 'Story',
    timeZone: 'Europe/Rome',
    displayPhone: '+390212345678',
  });
  return { id: workspaceId, apiKey, ...number };
}
