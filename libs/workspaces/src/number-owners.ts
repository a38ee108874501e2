import { workspaceOfAccount, workspaceOfNumber, type Tx } from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';

/** A number hardly ever changes hands; one that was just added must be known at once, so only hits are remembered. */
const rememberedForMs = 60_000;
const rememberedIds = 10_000;

type LookUp = (tx: Tx, id: string) => Promise<string | undefined>;

/** Whose WhatsApp numbers and accounts are, by WhatsApp's ids. What was found is known while the database is away. */
export class NumberOwners {
  private readonly remembered = new Map<string, { workspaceId: string; until: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The workspace of a number; undefined when it is none of ours. */
  ofNumber(phoneNumberId: string): Promise<string | undefined> {
    return this.find(`number/${phoneNumberId}`, workspaceOfNumber, phoneNumberId);
  }

  /** The workspace of a business account; undefined when it is none of ours. */
  ofAccount(wabaId: string): Promise<string | undefined> {
    return this.find(`account/${wabaId}`, workspaceOfAccount, wabaId);
  }

  private async find(name: string, lookUp: LookUp, id: string): Promise<string | undefined> {
    const known = this.remembered.get(name);
    if (known && known.until > this.clock.now()) return known.workspaceId;
    try {
      const workspaceId = await lookUp(this.dataSource.manager, id);
      if (workspaceId === undefined) this.remembered.delete(name);
      else this.remember(name, workspaceId);
      return workspaceId;
    } catch (error) {
      if (known) return known.workspaceId;
      throw error;
    }
  }

  private remember(name: string, workspaceId: string): void {
    if (this.remembered.size >= rememberedIds) this.remembered.clear();
    this.remembered.set(name, { workspaceId, until: this.clock.now() + rememberedForMs });
  }
}
