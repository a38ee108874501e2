import type { Change } from '@threadline/automation';
import { findRun, inTransaction, lockContact, type Run, type Tx } from '@threadline/persistence';
import { applyChanges, type Changed } from '../advancing/changes/apply-changes.js';
import { randomUUID } from 'node:crypto';
import { aDefinition } from './definitions.js';
import type { Stage } from './stage.js';

/** A run of a contact of its own on a stage, whose changes are written without a step that decides them. */
export class ChangedRun {
  private constructor(
    private readonly stage: Stage,
    readonly runId: string,
    readonly contactId: string,
  ) {}

  /** Lets a contact with this phone number enter an automation that nobody else enters. */
  static async of(stage: Stage, phone: string): Promise<ChangedRun> {
    const phrase = `start ${randomUUID()}`;
    const trigger = { id: 'phrase', type: 'customer_message', match: { exact: phrase } };
    const automationId = await stage.publish(aDefinition({ triggers: [trigger] }));
    await stage.says(phone, phrase);
    const [run] = await stage.dataSource.query<{ id: string; contact_id: string }[]>(
      `select id, contact_id from run where automation_id = $1 and state = 'active'`,
      [automationId],
    );
    if (!run) throw new Error('the contact did not enter');
    return new ChangedRun(stage, run.id, run.contact_id);
  }

  /** Writes changes as a decision does. `later` makes it another decision of the run than before. */
  change(changes: readonly Change[], { later = 0 } = {}): Promise<Changed> {
    return this.act(async (work, run) => applyChanges(work, { ...run, revision: run.revision + later }, changes));
  }

  /** Does something under the contact's lock, in a transaction of its own. */
  act<T>(act: (work: Parameters<typeof applyChanges>[0], run: Run) => Promise<T>): Promise<T> {
    return inTransaction(this.stage.dataSource, async (tx) => {
      await lockContact(tx, this.contactId);
      return act({ tx, now: this.stage.clock.now(), owed: [] }, await this.read(tx));
    });
  }

  /** The run as it stands. */
  async read(tx: Tx = this.stage.dataSource.manager): Promise<Run> {
    const run = await findRun(tx, this.runId);
    if (!run) throw new Error('the run is gone');
    return run;
  }
}
