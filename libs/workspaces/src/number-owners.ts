import { workspaceOfNumber, workspacesOfAccount, type Tx } from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { SharedLookUps } from './shared-look-ups.js';

/** A number hardly ever changes hands; one that was just added must be known at once, so only hits are remembered. */
const rememberedForMs = 60_000;
const rememberedIds = 10_000;

type LookUp = (tx: Tx, id: string) => Promise<readonly string[]>;

/** Whose WhatsApp numbers and accounts are, by WhatsApp's ids. What was found is known while the database is away. */
export class NumberOwners {
  private readonly remembered = new Map<string, { workspaceIds: readonly string[]; until: number }>();
  private readonly lookUps = new SharedLookUps<readonly string[]>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The workspace of a number; none when it is none of ours. */
  ofNumber(phoneNumberId: string): Promise<readonly string[]> {
    const lookUp: LookUp = async (tx, id) => [await workspaceOfNumber(tx, id)].filter((owner) => owner !== undefined);
    return this.find(`number/${phoneNumberId}`, lookUp, phoneNumberId);
  }

  /** The workspaces with numbers of a business account; none when it is none of ours. */
  ofAccount(wabaId: string): Promise<readonly string[]> {
    return this.find(`account/${wabaId}`, workspacesOfAccount, wabaId);
  }

  private async find(name: string, lookUp: LookUp, id: string): Promise<readonly string[]> {
    const known = this.remembered.get(name);
    if (known && known.until > this.clock.now()) return known.workspaceIds;
    try {
      const workspaceIds = await this.lookUps.of(name, () => lookUp(this.dataSource.manager, id));
      if (workspaceIds.length === 0) this.remembered.delete(name);
      else this.remember(name, workspaceIds);
      return workspaceIds;
    } catch (error) {
      if (known) return known.workspaceIds;
      throw error;
    }
  }

  private remember(name: string, workspaceIds: readonly string[]): void {
    if (this.remembered.size >= rememberedIds) this.remembered.clear();
    this.remembered.set(name, { workspaceIds, until: this.clock.now() + rememberedForMs });
  }
}
