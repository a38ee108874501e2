import { ConnectionKind } from '@threadline/connections';
import type { Connection as ConnectionRow } from '@threadline/persistence';
import { webhookPathOf } from '../../ingress/webhook-path.js';
import type { Connection } from './connection.schemas.js';

export const connectionView = (connection: ConnectionRow): Connection => ({
  id: connection.id,
  kind: ConnectionKind.parse(connection.kind),
  name: connection.name,
  settings: connection.settings,
  webhookPath: webhookPathOf(connection),
  createdAt: connection.createdAt.toISOString(),
  updatedAt: connection.updatedAt.toISOString(),
  rotatedAt: connection.rotatedAt?.toISOString() ?? null,
  revokedAt: connection.revokedAt?.toISOString() ?? null,
});
