import type { TriggerFacts } from '@threadline/automation';
import type { ContactEvent, InboundEvent, WhatsAppMessageReceived } from '@threadline/contracts';
import { liveRunsOf, loadContact, rememberEvent, seenAmong, type Run } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import type { Moves } from '../advancing/moves.js';
import type { Catalog, Listened, PublishedVersion } from '../catalog/catalog.js';
import { lockKnownContact } from '../contacts/known-contact.js';
import type { Work, Workbench } from '../work.js';
import type { ContactEvents } from './contact-events.js';
import type { InboundMessages } from './inbound-messages.js';
import { earlyNewsOf } from './early-order-news.js';
import { waitsFor } from './run-news.js';
import type { StartingEvent } from './starting.js';
import { furtherIdentities, type WhatsAppNews } from './whatsapp-news.js';

/** An event with its contact found and locked. */
export interface Handled<E extends ContactEvent = ContactEvent> {
  event: E;
  contactId: string;
  live: Run[];
}

/** Events of a contact that change runs one by one; statuses go together, see {@link Statuses}. */
export type SingleEvent = Exclude<ContactEvent, { type: 'whatsapp.message.status' }>;

/** Those that are no message. */
export type NewsOfContact = Exclude<SingleEvent, WhatsAppMessageReceived>;

/** What is known while an event is handled. */
export interface Given {
  published: readonly PublishedVersion[];
  listened: Listened;
  /** The contact's zone. */
  zone: string;
  facts: TriggerFacts;
}

/**
 * Events that are handled though no automation listens: messages are stored and routed, consent and numbers followed, templates
 * kept, carts and orders stored, orders credited.
 */
const alwaysHandled =
  /^whatsapp\.(message|preference|contact|number|call\.started|template\.(status|quality|category))|^shop\.((cart|checkout)\.updated$|order\.(placed|cancelled|refunded)|customer\..+)$/;

/**
 * Handles an event of a contact in one transaction: contact, deduplication, what it ends, answers or starts, and the calls and
 * events that follow. A repeat is recognised inside the transaction.
 */
export class HandleEvent {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workbench: Workbench,
    private readonly parts: {
      catalog: Catalog;
      messages: InboundMessages;
      moves: Moves;
      whatsapp: WhatsAppNews;
      others: ContactEvents;
    },
  ) {}

  /** The names of those events that were handled before, to be dropped without a transaction each. */
  seen(events: readonly InboundEvent[]): Promise<Set<string>> {
    return seenAmong(this.dataSource.manager, events);
  }

  /**
   * Those of the events that would change nothing: no automation listens to their type, and nothing of them is stored. They need no
   * transaction.
   */
  async unheard<E extends InboundEvent>(events: readonly E[]): Promise<Set<E>> {
    const workspaces = [...new Set(events.map(({ workspaceid }) => workspaceid))];
    const listened = await this.parts.catalog.listenedIn(this.dataSource.manager, workspaces);
    const isUnheard = ({ type, workspaceid }: E) =>
      !alwaysHandled.test(type) && listened.get(workspaceid)?.types.has(type) === false;
    return new Set(events.filter(isUnheard));
  }

  async handle(event: SingleEvent, now: number): Promise<'handled' | 'repeated'> {
    return this.workbench.runByKeys(now, async (work) => {
      // First: a repeat must not bring together contacts whose identities have changed hands since.
      if (!(await rememberEvent(work.tx, event))) return 'repeated';
      const { contact: reference } = event.data;
      const more = furtherIdentities(event);
      const { contactId } = await lockKnownContact(work, { workspaceId: event.workspaceid, reference, more });
      const known = await liveRunsOf(work.tx, event.workspaceid, contactId);
      const live = await this.parts.moves.catchUp(work, known, {
        at: Math.min(now, Date.parse(event.time)),
        isAwaitedBy: (run) => isAwaitedBy(run, event),
      });
      const early = await this.handleEarly(work, event, contactId);
      await this.dispatch(work, {
        event,
        contactId,
        live: early ? await liveRunsOf(work.tx, event.workspaceid, contactId) : live,
      });
      return 'handled';
    });
  }

  /** Before an order comes what its shop told of it earlier, of whom was not known. Says whether there was anything. */
  private async handleEarly(work: Work, event: SingleEvent, contactId: string): Promise<boolean> {
    const news = await earlyNewsOf(work, event, contactId);
    for (const each of news) {
      const live = await liveRunsOf(work.tx, each.workspaceid, contactId);
      await this.dispatch(work, { event: each, contactId, live });
    }
    return news.length > 0;
  }

  private async dispatch(work: Work, handled: Handled<SingleEvent>): Promise<void> {
    const { event, contactId } = handled;
    const known = await this.parts.catalog.of(work.tx, event.workspaceid);
    const { contact, workspace } = await loadContact(work.tx, contactId);
    const given: Given = { ...known, zone: contact.timeZone, facts: { calendar: workspace?.calendar } };
    if (event.type === 'whatsapp.message.received')
      await this.parts.messages.receive(work, { ...handled, event }, given);
    else {
      const haveEnded = await this.parts.whatsapp.act(work, { ...handled, event });
      const live = haveEnded ? await liveRunsOf(work.tx, event.workspaceid, contactId) : handled.live;
      await this.parts.others.handle(work, { event, contactId, live }, given);
    }
  }
}

/** Whether a run waits for the event, or for any message when it is one. */
const isAwaitedBy = (run: Run, { type }: SingleEvent): boolean =>
  waitsFor(run, type) || (type === 'whatsapp.message.received' && run.askedSeq !== null);

/** The event as triggers and the run's world see it. */
export function startingEvent(handled: Handled, { zone, facts }: Pick<Given, 'zone' | 'facts'>): StartingEvent {
  const { event, contactId } = handled;
  return {
    workspaceId: event.workspaceid,
    contactId,
    causationDepth: event.causationdepth,
    zone,
    facts,
    event: { type: event.type, id: event.id, time: Date.parse(event.time), data: { ...event.data } },
  };
}
