import {
  claimPhrases,
  findVersion,
  inTransaction,
  lockAutomation,
  publishDraft,
  releasePhrases,
  setAutomationState,
  type Automation,
  type Tx,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { existing } from './automations.js';
import { errorsAmong, phrasesOf, problemsOf, readDefinition } from './definitions.js';
import { NeverPublished, NotPublishable, PhraseTaken } from './errors.js';
import type { AutomationSchedules } from './schedules/automation-schedules.js';

/** Problems of a definition that WhatsApp's approval solves. */
const unapproved: ReadonlySet<string> = new Set(['template_missing', 'template_not_approved']);

/** Which automation of which workspace. */
interface Named {
  workspaceId: string;
  id: string;
}

/**
 * Versions and the switch of automations. An enabled one owns its exact phrases and has its schedules in Temporal, a disabled one
 * starts nothing.
 */
export class Publishing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly schedules: Pick<AutomationSchedules, 'trySync'>,
  ) {}

  /**
   * Makes the draft the latest version, which starts runs from now on; live runs go on with theirs. A draft that is the latest
   * version already is only switched on. Throws AutomationNotFound, NotPublishable, PhraseTaken.
   */
  publish(named: Named): Promise<Automation> {
    return this.change(named, async (tx, automation) => {
      await claim(tx, named, automation.draft);
      await refuseErrors(tx, named, automation.draft);
      if (automation.hasUnpublishedChanges) await publishDraft(tx, named.workspaceId, named.id);
      await setAutomationState(tx, { ...named, state: 'enabled' });
    });
  }

  /**
   * Publishes a draft that waits for the approval of its templates, if they all are approved. Says whether it did. What else is
   * wrong with it keeps it waiting: its author sees it with the draft.
   */
  async publishIfApproved(named: Named): Promise<boolean> {
    const { draft, publishWhenApproved } = await existing(this.dataSource.manager, named.workspaceId, named.id);
    const owner = { workspaceId: named.workspaceId, automationId: named.id };
    const problems = await problemsOf(this.dataSource.manager, owner, draft);
    const isWaiting = problems.some(({ severity, code }) => severity === 'error' || unapproved.has(code));
    if (!publishWhenApproved || isWaiting) return false;
    await this.publish(named);
    return true;
  }

  /** Switches the latest version on. Throws AutomationNotFound, NeverPublished, PhraseTaken. */
  enable(named: Named): Promise<Automation> {
    return this.change(named, async (tx, automation) => {
      const version = await findVersion(tx, named.id, automation.latestVersion ?? 0);
      if (!version) throw new NeverPublished();
      await claim(tx, named, version.definition);
      await setAutomationState(tx, { ...named, state: 'enabled' });
    });
  }

  /** Switches off: nothing starts any more, live runs go on, its phrases are free. Throws AutomationNotFound, NeverPublished. */
  disable(named: Named): Promise<Automation> {
    return this.change(named, async (tx, automation) => {
      if (automation.latestVersion === null) throw new NeverPublished();
      await releasePhrases(tx, named.id);
      await setAutomationState(tx, { ...named, state: 'disabled' });
    });
  }

  private async change(named: Named, act: (tx: Tx, automation: Automation) => Promise<void>): Promise<Automation> {
    const changed = await inTransaction(this.dataSource, async (tx) => {
      await lockAutomation(tx, named.workspaceId, named.id);
      await act(tx, await existing(tx, named.workspaceId, named.id));
      return existing(tx, named.workspaceId, named.id);
    });
    await this.schedules.trySync(named.id);
    return changed;
  }
}

/** Makes the phrases of a definition the automation's. Throws PhraseTaken. */
async function claim(tx: Tx, { workspaceId, id }: Named, definition: unknown): Promise<void> {
  const taken = await claimPhrases(tx, { workspaceId, automationId: id }, phrasesOf(readDefinition(definition)));
  if (taken.length > 0) throw new PhraseTaken(taken);
}

/** Throws NotPublishable. */
async function refuseErrors(tx: Tx, { workspaceId, id }: Named, draft: unknown): Promise<void> {
  const errors = errorsAmong(await problemsOf(tx, { workspaceId, automationId: id }, draft));
  if (errors.length > 0) throw new NotPublishable(errors);
}
