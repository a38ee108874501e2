import { createDataSource } from '@threadline/persistence';
import { createWorkspace } from '@threadline/workspaces';
import type { OwnDatabase } from './database.js';

/** The workspace of a section, with its key and its WhatsApp number. */
export interface BenchWorkspace {
  readonly id: string;
  readonly apiKey: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
}

/** Opens a workspace whose number may send so many messages a second. */
export async function openWorkspace(
  { url, pool }: OwnDatabase,
  { name, messagesPerSecond }: { name: string; messagesPerSecond: number },
): Promise<BenchWorkspace> {
  const number = { phoneNumberId: `number-${name}`, wabaId: `waba-${name}` };
  const dataSource = await createDataSource({ url, poolSize: 1 }).initialize();
  try {
    const place = { slug: `bench-${name}`, name: 'Bench', timeZone: 'Europe/Rome', displayPhone: '+390212345678' };
    const { workspaceId, apiKey } = await createWorkspace(dataSource, { ...place, ...number });
    const change = 'update phone_number set messages_per_second = $1 where workspace_id = $2';
    await pool.query(change, [messagesPerSecond, workspaceId]);
    return { id: workspaceId, apiKey, ...number };
  } finally {
    await dataSource.destroy();
  }
}
