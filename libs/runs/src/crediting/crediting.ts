import { creditModel } from '@threadline/automation';
import {
  appendTrail,
  callOff,
  creditOrder,
  emit,
  findRun,
  markConverted,
  standingOrdersBy,
  takeCredit,
  type CalledOff,
  type PlacedOrder,
  type Run,
} from '@threadline/persistence';
import type { Catalog } from '../catalog/catalog.js';
import { runEvent } from '../outbound-events.js';
import type { Work } from '../work.js';
import { Winners, type Winner } from './winners.js';

/** What looking at a contact's orders again has changed. */
export interface Recredited {
  kept: number;
  given: number;
  taken: number;
}

/** Gives each order to at most one run, and takes the credit back when the order is called off. Under the contact's lock. */
export class Crediting {
  private readonly winners: Winners;

  constructor(catalog: Catalog) {
    this.winners = new Winners(catalog);
  }

  /** Credits a new order to the run that earned it, if any counts it as its goal. Returns that run's id. */
  async credit(work: Work, order: PlacedOrder): Promise<string | undefined> {
    const winner = await this.winners.of(work, order, ({ convertedAt }) => convertedAt === null);
    return winner && (await this.give(work, winner, order)) ? winner.run.id : undefined;
  }

  /** Records a cancellation or refund. The run that had the credit is not converted any more; what it did is not undone. */
  async callOff(work: Work, off: CalledOff, because: string): Promise<void> {
    const runId = await callOff(work.tx, off);
    if (runId !== undefined) await this.reverse(work, { runId, orderId: off.orderId, because });
  }

  /**
   * Gives the contact's orders anew by all that is known today, in the order they were placed, and writes only what differs. Runs
   * that live are not ended by it: only numbers change.
   */
  async recredit(work: Work, contactId: string): Promise<Recredited> {
    const orders = await standingOrdersBy(work.tx, contactId);
    const credited = new Set(orders.flatMap(({ creditedRunId }) => creditedRunId ?? []));
    const taken = new Set<string>();
    const isFree = ({ id, convertedAt }: Run) => !taken.has(id) && (convertedAt === null || credited.has(id));
    const changes: { order: (typeof orders)[number]; winner: Winner | undefined }[] = [];
    for (const order of orders) {
      const winner = await this.winners.of(work, order, isFree);
      if (winner) taken.add(winner.run.id);
      if (winner?.run.id !== (order.creditedRunId ?? undefined)) changes.push({ order, winner });
    }
    for (const { order } of changes) await this.take(work, order);
    for (const { order, winner } of changes) if (winner) await this.give(work, winner, order);
    const given = changes.filter(({ winner }) => winner).length;
    const lost = changes.filter(({ order }) => order.creditedRunId !== null).length;
    return { kept: orders.length - changes.length, given, taken: lost };
  }

  private async take(work: Work, order: PlacedOrder): Promise<void> {
    const runId = await takeCredit(work.tx, order);
    if (runId !== undefined)
      await this.reverse(work, { runId, orderId: order.orderId, because: 'another run has earned the order' });
  }

  private async give(work: Work, { run, why }: Winner, order: PlacedOrder): Promise<boolean> {
    const { workspaceId, orderId, total, currency } = order;
    if (!(await creditOrder(work.tx, { workspaceId, orderId, runId: run.id, model: creditModel }))) return false;
    await markConverted(work.tx, run.id, order.placedAt);
    await appendTrail(work.tx, run.id, [
      { at: work.now, what: 'converted', why, saw: { order: orderId, model: creditModel } },
    ]);
    const data = { orderId, ...(typeof total === 'number' && { total }), ...(currency && { currency }) };
    await emit(work.tx, [runEvent('run.converted', run, { at: work.now, occurrence: orderId, data })]);
    return true;
  }

  private async reverse(work: Work, { runId, orderId, because }: { runId: string; orderId: string; because: string }) {
    const run = await findRun(work.tx, runId);
    if (!run) return;
    await markConverted(work.tx, runId, null);
    await appendTrail(work.tx, runId, [
      { at: work.now, what: 'credit_reversed', why: because, saw: { order: orderId } },
    ]);
    const occurrence = `${orderId}/${work.now}`;
    await emit(work.tx, [
      runEvent('run.conversion_reversed', run, { at: work.now, occurrence, data: { orderId, because } }),
    ]);
  }
}
