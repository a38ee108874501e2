import { goalCredits } from '@threadline/automation';
import {
  creditOrder,
  emit,
  findRun,
  markConverted,
  touchesOf,
  type PlacedOrder,
  type Run,
} from '@threadline/persistence';
import { appendTrail } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog } from '../catalog/catalog.js';
import { runEvent } from '../outbound-events.js';
import type { Work } from '../work.js';

/** The attribution model: last run with a message read before the order, within the goal's window. Stored with each credit. */
const creditModel = 'last_read.v1';
const longestWindowMs = 90 * 24 * 60 * 60 * 1_000;

/** Gives each order to at most one run. */
export class Crediting {
  constructor(private readonly catalog: Catalog) {}

  /** Credits a new order to the run whose read message came last before it, if any counts it as its goal. Returns that run's id. */
  async credit(work: Work, order: PlacedOrder & { eventType: string }): Promise<string | undefined> {
    const touches = await touchesOf(work.tx, order.contactId, {
      from: order.placedAt - longestWindowMs,
      to: order.placedAt,
    });
    for (const { runId, readAt } of touches) {
      const run = await findRun(work.tx, runId);
      if (!run || run.convertedAt !== null || !(await this.counts(work, run, { order, readAt }))) continue;
      return (await this.give(work, run, order)) ? run.id : undefined;
    }
    return undefined;
  }

  private async counts(
    work: Work,
    run: Run,
    { order, readAt }: { order: PlacedOrder & { eventType: string }; readAt: number },
  ): Promise<boolean> {
    const { definition } = await this.catalog.version(work.tx, run.automationId, run.version);
    const event = { type: order.eventType, time: order.placedAt, data: order.data };
    return think(() => goalCredits(event, definition, { key: run.key, readAt, triggerId: run.triggerId }));
  }

  private async give(work: Work, run: Run, order: PlacedOrder): Promise<boolean> {
    const credit = { workspaceId: order.workspaceId, orderId: order.orderId, runId: run.id, model: creditModel };
    if (!(await creditOrder(work.tx, credit))) return false;
    await markConverted(work.tx, run.id, order.placedAt);
    await appendTrail(work.tx, run.id, [
      {
        at: work.now,
        what: 'converted',
        why: 'the order came after a message of this run was read',
        saw: { order: order.orderId, model: creditModel },
      },
    ]);
    const { orderId, total, currency } = order;
    const data = { orderId, ...(total !== undefined && { total }), ...(currency !== undefined && { currency }) };
    await emit(work.tx, [runEvent('run.converted', run, { at: work.now, occurrence: orderId, data })]);
    return true;
  }
}
