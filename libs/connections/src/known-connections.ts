import { openConnection, type OpenConnection } from '@threadline/persistence';
import type { Clock, SecretBox } from '@threadline/platform';
import type { DataSource } from 'typeorm';

/** A revoked connection, a changed setting and a new secret act this much later at most. */
const rememberedForMs = 3_000;
const rememberedConnections = 10_000;

/** A connection as webhooks are checked with it: any of `secrets` may have signed. */
export interface KnownConnection extends Omit<OpenConnection, 'secrets'> {
  secrets: Readonly<Record<string, string>>[];
}

/** Connections by the id that stands in the address of a webhook. What was found is known while the database is away. */
export class KnownConnections {
  private readonly remembered = new Map<string, { connection: OpenConnection; until: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Undefined for one that is not there, was revoked, or is of another kind. */
  async find(kind: string, id: string): Promise<KnownConnection | undefined> {
    const connection = await this.open(id);
    return connection?.kind === kind ? this.asOfNow(connection) : undefined;
  }

  private async open(id: string): Promise<OpenConnection | undefined> {
    const known = this.remembered.get(id);
    if (known && known.until > this.clock.now()) return known.connection;
    try {
      const connection = await openConnection(this.dataSource.manager, this.box, id);
      if (connection) this.remember(id, connection);
      else this.remembered.delete(id);
      return connection;
    } catch (error) {
      if (known) return known.connection;
      throw error;
    }
  }

  private asOfNow({ secrets: { current, previous }, ...connection }: OpenConnection): KnownConnection {
    const isTaken = previous !== undefined && previous.until > this.clock.now();
    return { ...connection, secrets: [current, ...(isTaken ? [previous.secrets] : [])] };
  }

  private remember(id: string, connection: OpenConnection): void {
    if (this.remembered.size >= rememberedConnections) this.remembered.clear();
    this.remembered.set(id, { connection, until: this.clock.now() + rememberedForMs });
  }
}
