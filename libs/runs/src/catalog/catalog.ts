import { AutomationDefinition, endingTypesOf, eventTypesOf } from '@threadline/automation';
import {
  catalogRevisionOf,
  catalogRevisionsOf,
  enabledVersionsOf,
  findVersion,
  livingVersionsOf,
  type PublishedRow,
  type Tx,
} from '@threadline/persistence';

/** A published version of an automation, parsed. */
export interface PublishedVersion {
  automationId: string;
  slug: string;
  version: number;
  definition: AutomationDefinition;
}

/** The types of events that automations of a workspace listen to, and those among them that end or disarm runs. */
export interface Listened {
  types: ReadonlySet<string>;
  endings: ReadonlySet<string>;
}

const rememberedVersions = 2_000;

/**
 * Published automations in memory. Versions never change, so they are kept; what is enabled is read again whenever the
 * workspace's catalog revision has risen, which is looked at inside the caller's transaction.
 */
export class Catalog {
  private readonly versions = new Map<string, PublishedVersion>();
  private readonly listened = new Map<string, Listened & { revision: number }>();
  private readonly enabled = new Map<string, { revision: number; versions: PublishedVersion[] }>();

  /** The version a run was started with. */
  async version(tx: Tx, automationId: string, version: number): Promise<PublishedVersion> {
    const remembered = this.versions.get(keyOf(automationId, version));
    if (remembered) return remembered;
    const row = await findVersion(tx, automationId, version);
    if (!row) throw new Error(`automation ${automationId} has no version ${version}`);
    return this.remember(row);
  }

  /** The latest version of every enabled automation of a workspace. */
  async enabledIn(tx: Tx, workspaceId: string): Promise<PublishedVersion[]> {
    return this.enabledAt(tx, workspaceId, await catalogRevisionOf(tx, workspaceId));
  }

  /** What an event of a workspace may start, and what its automations listen to. */
  async of(tx: Tx, workspaceId: string): Promise<{ published: PublishedVersion[]; listened: Listened }> {
    const revision = await catalogRevisionOf(tx, workspaceId);
    const published = await this.enabledAt(tx, workspaceId, revision);
    return { published, listened: await this.listenedAt(tx, workspaceId, revision) };
  }

  /** What the automations of workspaces listen to, by one look at their revisions. A workspace that does not exist is left out. */
  async listenedIn(tx: Tx, workspaceIds: readonly string[]): Promise<Map<string, Listened>> {
    const listened = new Map<string, Listened>();
    for (const [workspaceId, revision] of await catalogRevisionsOf(tx, workspaceIds))
      listened.set(workspaceId, await this.listenedAt(tx, workspaceId, revision));
    return listened;
  }

  private async enabledAt(tx: Tx, workspaceId: string, revision = -1): Promise<PublishedVersion[]> {
    const remembered = this.enabled.get(workspaceId);
    if (remembered?.revision === revision) return remembered.versions;
    const rows = await enabledVersionsOf(tx, workspaceId);
    const versions = rows.map((row) => this.known(row));
    this.enabled.set(workspaceId, { revision, versions });
    return versions;
  }

  /** Automations count whose live runs outlast them. */
  private async listenedAt(tx: Tx, workspaceId: string, revision = -1): Promise<Listened> {
    const remembered = this.listened.get(workspaceId);
    if (remembered?.revision === revision) return remembered;
    const listened = { revision, ...(await this.readListened(tx, workspaceId)) };
    this.listened.set(workspaceId, listened);
    return listened;
  }

  private async readListened(tx: Tx, workspaceId: string): Promise<Listened> {
    const rows = await livingVersionsOf(tx, workspaceId);
    const definitions = rows.map((row) => this.known(row).definition);
    return {
      types: new Set(definitions.flatMap((definition) => [...eventTypesOf(definition)])),
      endings: new Set(definitions.flatMap((definition) => [...endingTypesOf(definition)])),
    };
  }

  private known(row: PublishedRow): PublishedVersion {
    return this.versions.get(keyOf(row.automationId, row.version)) ?? this.remember(row);
  }

  private remember(row: PublishedRow): PublishedVersion {
    const published = { ...row, definition: AutomationDefinition.parse(row.definition) };
    const [oldest] = this.versions.keys();
    if (this.versions.size >= rememberedVersions && oldest !== undefined) this.versions.delete(oldest);
    this.versions.set(keyOf(row.automationId, row.version), published);
    return published;
  }
}

const keyOf = (automationId: string, version: number) => `${automationId}/${version}`;
