import { ensureNumber, ensureWorkspace, inTransaction } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { addApiKey } from './api-keys.js';
import type { NewWorkspace } from './new-workspace.js';

/**
 * Opens a workspace with its WhatsApp number. Repeating it for a slug finds the workspace again; a new owner's key is made
 * each time, because a key is known only at its making.
 * @throws NumberTaken when another workspace has the number
 */
export function createWorkspace(
  dataSource: DataSource,
  workspace: NewWorkspace,
): Promise<{ workspaceId: string; apiKey: string }> {
  return inTransaction(dataSource, async (tx) => {
    const workspaceId = await ensureWorkspace(tx, workspace);
    await ensureNumber(tx, workspaceId, workspace);
    const { apiKey } = await addApiKey(tx, { workspaceId, name: 'first key', role: 'owner' });
    return { workspaceId, apiKey };
  });
}
