import {
  couponCredits,
  creditedEvent,
  longestCreditWindow,
  touchCredits,
  upcastState,
  whyCredited,
  type Touch,
} from '@threadline/automation';
import { subtractDuration } from '@threadline/domain';
import { findRun, loadWorld, runsEnteredSince, touchesOf, type PlacedOrder, type Run } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Work } from '../work.js';

/** The run that earned an order, and by what. */
export interface Winner {
  run: Run;
  why: string;
}

/** Finds the run an order belongs to: the one whose coupon it used, else the one that touched the contact last before it. */
export class Winners {
  constructor(private readonly catalog: Catalog) {}

  /** `isFree` tells runs that no other order is credited to. Under the contact's lock. */
  async of(work: Work, order: PlacedOrder, isFree: (run: Run) => boolean): Promise<Winner | undefined> {
    return (await this.byCoupon(work, order, isFree)) ?? (await this.byTouch(work, order, isFree));
  }

  private async byCoupon(work: Work, order: PlacedOrder, isFree: (run: Run) => boolean): Promise<Winner | undefined> {
    if (!Array.isArray(order.data['coupons']) || order.data['coupons'].length === 0) return undefined;
    for (const run of await runsEnteredSince(work.tx, order.contactId, earliest(order))) {
      const { definition } = await this.catalog.version(work.tx, run.automationId, run.version);
      if (definition.goal?.coupon === undefined || !isFree(run)) continue;
      const world = await loadWorld(work.tx, run);
      const source = () => ({ world, results: upcastState(run.runState).results, now: order.placedAt });
      if (think(() => couponCredits(eventOf(order), definition, run, source))) return { run, why: whyCredited.coupon };
    }
    return undefined;
  }

  private async byTouch(work: Work, order: PlacedOrder, isFree: (run: Run) => boolean): Promise<Winner | undefined> {
    const touches = await touchesOf(work.tx, order.contactId, { from: earliest(order), to: order.placedAt });
    for (const { runId, ...touch } of touches) {
      const run = await findRun(work.tx, runId);
      if (run && isFree(run) && (await this.counts(work, { run, order, touch })))
        return { run, why: whyCredited[touch.by] };
    }
    return undefined;
  }

  private async counts(
    work: Work,
    { run, order, touch }: { run: Run; order: PlacedOrder; touch: Touch },
  ): Promise<boolean> {
    const { definition } = await this.catalog.version(work.tx, run.automationId, run.version);
    return think(() => touchCredits(eventOf(order), definition, run, touch));
  }
}

const earliest = ({ placedAt }: PlacedOrder) => subtractDuration(placedAt, longestCreditWindow, 'UTC');
const eventOf = ({ placedAt, data }: PlacedOrder) => ({ type: creditedEvent, time: placedAt, data });
