import {
  changeConnection,
  connectionsPage,
  findConnection,
  insertConnection,
  inTransaction,
  replaceSecrets,
  revokeConnection,
  type Connection,
  type Page,
  type PageRequest,
  type Tx,
} from '@threadline/persistence';
import type { Clock, SecretBox } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import type { ConnectionChange, NewConnection, NewSecrets } from './connection-kinds.js';
import { ConnectionNotFound, OtherKind } from './errors.js';

/** Connections of a workspace. Their secrets go in and never come out. */
export class Connections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Throws ConnectionNameTaken. */
  async create(workspaceId: string, { secrets, ...connection }: NewConnection): Promise<Connection> {
    const id = v7();
    const { manager } = this.dataSource;
    await insertConnection(manager, this.box, { ...connection, id, workspaceId, secrets: { current: secrets } });
    return this.get(workspaceId, id);
  }

  list(workspaceId: string, page: PageRequest): Promise<Page<Connection>> {
    return connectionsPage(this.dataSource.manager, workspaceId, page);
  }

  /** The revoked ones too. Throws ConnectionNotFound. */
  async get(workspaceId: string, id: string): Promise<Connection> {
    return existing(await findConnection(this.dataSource.manager, { workspaceId, id }), id);
  }

  /** Throws ConnectionNotFound, OtherKind, ConnectionNameTaken. */
  change(workspaceId: string, id: string, { kind, name, settings }: ConnectionChange): Promise<Connection> {
    return this.onLive({ workspaceId, id, kind }, (tx) => changeConnection(tx, { workspaceId, id, name, settings }));
  }

  /** Replaces the secrets; those it had are taken for a while yet, so that the outside system may be told meanwhile. */
  replaceSecrets(workspaceId: string, id: string, given: NewSecrets): Promise<Connection> {
    const { kind, secrets, previousValidForSeconds } = given;
    const previousUntil = this.clock.now() + previousValidForSeconds * 1_000;
    return this.onLive({ workspaceId, id, kind }, (tx) =>
      replaceSecrets(tx, this.box, { workspaceId, id, secrets, previousUntil }),
    );
  }

  /** Ends a connection: nothing from there is taken any more, its secrets are forgotten. Throws ConnectionNotFound. */
  revoke(workspaceId: string, id: string): Promise<Connection> {
    return this.onLive({ workspaceId, id }, (tx) => revokeConnection(tx, { workspaceId, id }));
  }

  private onLive(
    of: { workspaceId: string; id: string; kind?: string },
    change: (tx: Tx) => Promise<boolean>,
  ): Promise<Connection> {
    return inTransaction(this.dataSource, async (tx) => {
      const { kind } = existing(await findConnection(tx, of), of.id);
      if (of.kind !== undefined && kind !== of.kind) throw new OtherKind(kind);
      if (!(await change(tx))) throw new ConnectionNotFound(of.id);
      return existing(await findConnection(tx, of), of.id);
    });
  }
}

function existing(connection: Connection | undefined, id: string): Connection {
  if (!connection) throw new ConnectionNotFound(id);
  return connection;
}
