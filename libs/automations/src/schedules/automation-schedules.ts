import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { AutomationDefinition, type ScheduleTrigger } from '@threadline/automation';
import {
  catchUpMs,
  scheduledEntryType,
  searchAttribute,
  taskQueue,
  triggerScheduleId,
  type ScheduledEntryInput,
} from '@threadline/contracts';
import {
  inTransaction,
  renewSchedules,
  settleSchedules,
  tryLockSchedules,
  unsyncedAutomations,
  unsyncedSchedules,
  type ScheduledAutomation,
} from '@threadline/persistence';
import { dropSchedule, putSchedule, type WorkflowSchedule } from '@threadline/platform';
import type { DataSource } from 'typeorm';
import { temporalTimes } from './temporal-times.js';

/** `onCallFailure` hears of schedules that are left to {@link AutomationSchedules.keep}. */
export interface AutomationSchedulesOptions {
  onCallFailure?: (error: unknown) => void;
  /** The queue whose workers let the audiences enter. */
  taskQueue?: string;
}

const attribute = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/**
 * The schedules that Temporal has of published automations: one for each trigger of the type `schedule` of an enabled automation's latest
 * version, and none else. Whoever publishes or switches raises a revision in its transaction; Temporal is told after the commit, and
 * again by {@link keep} until it has taken it.
 */
export class AutomationSchedules {
  private isRenewed = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly client: Client,
    private readonly options: AutomationSchedulesOptions = {},
  ) {}

  /** Brings an automation's schedules to Temporal if it is there; else {@link keep} does. Never throws. */
  async trySync(automationId: string): Promise<void> {
    await this.sync(automationId).catch((error: unknown) => this.options.onCallFailure?.(error));
  }

  /**
   * Brings to Temporal what it does not have yet; the first time all there is, should it have lost some. Returns how many automations
   * that concerned; rejects when Temporal is away.
   */
  async keep(limit = 100): Promise<number> {
    if (!this.isRenewed) await renewSchedules(this.dataSource.manager);
    this.isRenewed = true;
    let synced = 0;
    for (const automationId of await unsyncedAutomations(this.dataSource.manager, limit))
      if (await this.sync(automationId)) synced++;
    return synced;
  }

  /** Nobody else brings schedules of this automation meanwhile, so the newest are the last. */
  private sync(automationId: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (tx) => {
      if (!(await tryLockSchedules(tx, automationId))) return false;
      const automation = await unsyncedSchedules(tx, automationId);
      if (!automation) return false;
      await this.tell(automation);
      await settleSchedules(tx, automation);
      return true;
    });
  }

  private async tell(automation: ScheduledAutomation): Promise<void> {
    const { automationId, definition, triggerIds } = automation;
    const triggers = definition === null ? [] : AutomationDefinition.parse(definition).triggers;
    const wanted = triggers.filter((trigger) => trigger.type === 'schedule');
    for (const trigger of wanted) await putSchedule(this.client, this.scheduleOf(automation, trigger));
    const unwanted = triggerIds.filter((id) => !wanted.some((trigger) => trigger.id === id));
    for (const id of unwanted) await dropSchedule(this.client, triggerScheduleId(automationId, id));
  }

  /** An occasion that comes while the one before is still entering waits for its end; of several such, the first. */
  private scheduleOf(automation: ScheduledAutomation, trigger: ScheduleTrigger): WorkflowSchedule {
    const { automationId, workspaceId, slug, timeZone } = automation;
    const input: ScheduledEntryInput = { workspaceId, automationId, triggerId: trigger.id };
    const scheduleId = triggerScheduleId(automationId, trigger.id);
    return {
      scheduleId,
      spec: temporalTimes(trigger.times, trigger.timeZone ?? timeZone),
      policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: catchUpMs },
      action: {
        type: 'startWorkflow',
        workflowType: scheduledEntryType,
        workflowId: scheduleId,
        taskQueue: this.options.taskQueue ?? taskQueue.runs,
        args: [input],
        staticSummary: `${slug}, schedule ${trigger.id}`.slice(0, 200),
        typedSearchAttributes: new TypedSearchAttributes([
          { key: attribute(searchAttribute.workspaceId), value: workspaceId },
          { key: attribute(searchAttribute.automationId), value: automationId },
        ]),
      },
    };
  }
}
