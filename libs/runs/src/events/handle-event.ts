import type { ContactEvent, InboundEvent, OutboundEvent } from '@threadline/contracts';
import {
  emit,
  liveRunsOf,
  loadContact,
  lockContactOf,
  rememberEvent,
  seenAmong,
  type Run,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import type { Catalog } from '../catalog/catalog.js';
import { outboundEvent } from '../outbound-events.js';
import type { Work, Workbench } from '../work.js';
import type { InboundMessages } from './inbound-messages.js';
import type { ShopEvents } from './shop-events.js';
import type { StartingEvent } from './starting.js';

/** An event with its contact found and locked. */
export interface Handled<E extends ContactEvent = ContactEvent> {
  event: E;
  contactId: string;
  live: Run[];
}

/** Events of a contact that change runs one by one; statuses go together, see {@link Statuses}. */
export type SingleEvent = Exclude<ContactEvent, { type: 'whatsapp.message.status' }>;

/**
 * Handles an event of a contact in one transaction: contact, deduplication, what it ends, answers or starts, and the calls and
 * events that follow. A repeat is recognised inside the transaction.
 */
export class HandleEvent {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workbench: Workbench,
    private readonly parts: { catalog: Catalog; messages: InboundMessages; shop: ShopEvents },
  ) {}

  /** The names of those events that were handled before, to be dropped without a transaction each. */
  seen(events: readonly InboundEvent[]): Promise<Set<string>> {
    return seenAmong(this.dataSource.manager, events);
  }

  async handle(event: SingleEvent, now: number): Promise<'handled' | 'repeated'> {
    return this.workbench.run(now, async (work) => {
      const { contactId, created } = await lockContactOf(work.tx, event.workspaceid, event.data.contact);
      if (!(await rememberEvent(work.tx, event))) return 'repeated';
      if (created) await emit(work.tx, [contactCreated(event, contactId, now)]);
      const live = await liveRunsOf(work.tx, event.workspaceid, contactId);
      await this.dispatch(work, { event, contactId, live });
      return 'handled';
    });
  }

  private async dispatch(work: Work, handled: Handled<SingleEvent>): Promise<void> {
    const { event, contactId } = handled;
    const published = await this.parts.catalog.enabledIn(work.tx, event.workspaceid);
    const { contact } = await loadContact(work.tx, contactId);
    const given = { published, zone: contact.timeZone };
    if (event.type === 'whatsapp.message.received')
      await this.parts.messages.receive(work, { ...handled, event }, given);
    else await this.parts.shop.handle(work, { ...handled, event }, given);
  }
}

/** The event as triggers and the run's world see it. */
export function startingEvent(handled: Handled, zone: string): StartingEvent {
  const { event, contactId } = handled;
  return {
    workspaceId: event.workspaceid,
    contactId,
    causationDepth: event.causationdepth,
    zone,
    event: { type: event.type, id: event.id, time: Date.parse(event.time), data: { ...event.data } },
  };
}

const contactCreated = (event: ContactEvent, contactId: string, at: number): OutboundEvent =>
  outboundEvent('contact.created', { contactId }, { workspaceId: event.workspaceid, at, occurrence: contactId });
