import { AutomationDefinition } from '@threadline/automation';
import { catalogRevisionOf, enabledVersionsOf, findVersion, type PublishedRow, type Tx } from '@threadline/persistence';

/** A published version of an automation, parsed. */
export interface PublishedVersion {
  automationId: string;
  slug: string;
  version: number;
  definition: AutomationDefinition;
}

const rememberedVersions = 2_000;

/**
 * Published automations in memory. Versions never change, so they are kept; what is enabled is read again whenever the
 * workspace's catalog revision has risen, which is looked at inside the caller's transaction.
 */
export class Catalog {
  private readonly versions = new Map<string, PublishedVersion>();
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
    const revision = (await catalogRevisionOf(tx, workspaceId)) ?? -1;
    const remembered = this.enabled.get(workspaceId);
    if (remembered?.revision === revision) return remembered.versions;
    const rows = await enabledVersionsOf(tx, workspaceId);
    const versions = rows.map((row) => this.versions.get(keyOf(row.automationId, row.version)) ?? this.remember(row));
    this.enabled.set(workspaceId, { revision, versions });
    return versions;
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
