import { disposition, endingOf } from '@threadline/automation';
import type { ShopCartUpdated, ShopOrderPlaced } from '@threadline/contracts';
import { liveRunsOf, storeOrder, type Run } from '@threadline/persistence';
import { think } from '../advancing/decisions.js';
import type { Catalog, PublishedVersion } from '../catalog/catalog.js';
import type { Crediting } from '../crediting/crediting.js';
import type { Endings } from '../ending/endings.js';
import type { Work } from '../work.js';
import { startingEvent, type Handled } from './handle-event.js';
import type { Starting } from './starting.js';

type ShopEvent = ShopCartUpdated | ShopOrderPlaced;

/** What a shop tells: orders are stored and credited, runs end or are disarmed, and triggers fire. Goal before exit, ends before starts. */
export class ShopEvents {
  constructor(
    private readonly parts: { catalog: Catalog; endings: Endings; crediting: Crediting; starting: Starting },
  ) {}

  async handle(
    work: Work,
    handled: Handled<ShopEvent>,
    given: { published: readonly PublishedVersion[]; zone: string },
  ): Promise<void> {
    const creditedRunId = await this.creditOrder(work, handled);
    for (const run of handled.live) await this.end(work, { run, handled, creditedRunId });
    const live = await liveRunsOf(work.tx, handled.event.workspaceid, handled.contactId);
    const starting = startingEvent(handled, given.zone);
    for (const fired of this.parts.starting.matching(starting, given.published)) {
      await this.parts.starting.fire(work, { starting, ...fired, live });
    }
  }

  private async creditOrder(work: Work, { event, contactId }: Handled<ShopEvent>): Promise<string | undefined> {
    if (event.type !== 'shop.order.placed') return undefined;
    const { orderId, total, currency } = event.data;
    const order = {
      workspaceId: event.workspaceid,
      contactId,
      orderId,
      placedAt: Date.parse(event.time),
      total,
      currency,
      data: event.data,
    };
    const isNew = await storeOrder(work.tx, order);
    return isNew ? this.parts.crediting.credit(work, { ...order, eventType: event.type }) : undefined;
  }

  private async end(
    work: Work,
    { run, handled, creditedRunId }: { run: Run; handled: Handled<ShopEvent>; creditedRunId: string | undefined },
  ): Promise<void> {
    const { definition } = await this.parts.catalog.version(work.tx, run.automationId, run.version);
    const { event } = handled;
    const meant = think(() => disposition({ type: event.type, data: { ...event.data } }, definition, run));
    const isCredited = event.type !== 'shop.order.placed' || run.id === creditedRunId;
    const outcome = meant && endingOf(meant, { isCredited, isCreditedElsewhere: creditedRunId !== undefined });
    if (outcome === undefined) return;
    const because = `${event.type} ${event.id}`;
    const fact =
      outcome === 'goal'
        ? ({ kind: 'goal', at: work.now, because } as const)
        : ({ kind: 'exit', at: work.now, reason: 'exit_event', because } as const);
    await this.parts.endings.endAndRing(work, run, { fact, about: event.id });
  }
}
