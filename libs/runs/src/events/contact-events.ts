import { creditedEvent, givenBack } from '@threadline/automation';
import { storeEnding, storeOrder, type Run } from '@threadline/persistence';
import type { Crediting } from '../crediting/crediting.js';
import type { Work } from '../work.js';
import { startingEvent, type Given, type Handled, type NewsOfContact } from './handle-event.js';
import { keepCart } from './shop-carts.js';
import { recordShopConsent } from './shop-consents.js';
import type { RunNews } from './run-news.js';
import type { Starting } from './starting.js';

/**
 * Every event of a contact that is not a message: what is kept of it is stored, orders are credited, runs hear of it, and triggers
 * fire. Ends come before starts.
 */
export class ContactEvents {
  constructor(private readonly parts: { crediting: Crediting; news: RunNews; starting: Starting }) {}

  async handle(work: Work, handled: Handled<NewsOfContact>, given: Given): Promise<void> {
    const creditedRunId = await this.creditOrder(work, handled);
    await keepCart(work, handled);
    await this.store(work, handled, given);
    if (handled.event.type === 'shop.customer.consent_changed')
      await recordShopConsent(work, handled.event, handled.contactId);
    const live = await this.parts.news.tell(work, handled, creditedRunId);
    await this.start(work, { handled, live, given });
  }

  /** Kept for events that come late: what has ended a run must not be armed by an older event. */
  private async store(work: Work, { event, contactId }: Handled<NewsOfContact>, { listened }: Given): Promise<void> {
    if (event.type !== creditedEvent && listened.endings.has(event.type)) await storeEnding(work.tx, contactId, event);
  }

  private async start(
    work: Work,
    { handled, live, given }: { handled: Handled<NewsOfContact>; live: readonly Run[]; given: Given },
  ): Promise<void> {
    const starting = startingEvent(handled, given);
    const moved = await this.parts.starting.move(work, { starting, live });
    for (const fired of this.parts.starting.matching(starting, given.published)) {
      if (!moved.some((run) => run.automationId === fired.published.automationId && run.key === fired.key))
        await this.parts.starting.fire(work, { starting, ...fired, live });
    }
  }

  /** Returns the run that an order is credited to. */
  private async creditOrder(work: Work, { event, contactId }: Handled<NewsOfContact>): Promise<string | undefined> {
    const about = { workspaceId: event.workspaceid, contactId };
    switch (event.type) {
      case creditedEvent: {
        const { orderId, total, currency } = event.data;
        const order = { ...about, orderId, placedAt: Date.parse(event.time), total, currency, data: event.data };
        return (await storeOrder(work.tx, order)) ? this.parts.crediting.credit(work, order) : undefined;
      }
      case 'shop.order.cancelled':
      case 'shop.order.refunded': {
        const { orderId, total } = event.data;
        const off = { ...about, orderId, at: Date.parse(event.time), total, back: givenBack(event) ?? 'all' };
        const because = `the order was ${event.type === 'shop.order.refunded' ? 'refunded' : 'cancelled'}`;
        await this.parts.crediting.callOff(work, off, because);
        return undefined;
      }
      default:
        return undefined;
    }
  }
}
