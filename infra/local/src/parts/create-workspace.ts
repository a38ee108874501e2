import { randomUUID } from 'node:crypto';

/** Seam of libs/workspaces. */
export const createWorkspace = (
  _databaseUrl: string,
  _workspace: Record<string, string>,
): Promise<{ workspaceId: string; apiKey: string }> =>
  Promise.resolve({ workspaceId: randomUUID(), apiKey: `tl_${randomUUID()}` });
