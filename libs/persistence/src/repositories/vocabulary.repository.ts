import { tellingKinds } from '@threadline/contracts';
import type { Tx } from '../transaction.js';

/** Names that a workspace's automations may use. Automations by slug. */
export interface Vocabulary {
  lists: string[];
  operators: string[];
  teams: string[];
  automations: string[];
  /** Those that steps can call. */
  connections: string[];
  /** WhatsApp's ids of its numbers. */
  numbers: string[];
}

/** The names a workspace knows. Viewers are never assigned anything, so they are not among the operators. */
export async function vocabularyOf(tx: Tx, workspaceId: string): Promise<Vocabulary> {
  const [row] = await tx.query<[Vocabulary]>(
    `select array(select name from list where workspace_id = $1 order by name) as lists,
       array(select name from operator where workspace_id = $1 and role <> 'viewer' order by name) as operators,
       array(select name from team where workspace_id = $1 order by name) as teams,
       array(select slug from automation where workspace_id = $1 order by slug) as automations,
       array(select name from connection where workspace_id = $1 and revoked_at is null and kind <> all($2) order by name) as connections,
       array(select phone_number_id from phone_number where workspace_id = $1 order by phone_number_id) as numbers`,
    [workspaceId, tellingKinds],
  );
  return row;
}
