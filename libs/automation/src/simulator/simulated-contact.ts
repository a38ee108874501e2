import { zoneOf, type Instant } from '@threadline/domain';
import type { World, WorldContact, WorldOrder, WorldTicket } from '../engine/world.js';
import type { Simulation } from './simulation.js';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages */
const serviceWindowMs = 24 * 60 * 60 * 1_000;

/** How many of a contact's orders and tickets a world has. */
const latest = 50;

/** An order as its event told it. */
export interface PlacedOrder extends WorldOrder {
  data: Record<string, unknown>;
}

/** The contact of a simulation, its chat and its orders: what the database holds in production. */
export class ContactAtHand {
  contact: WorldContact;
  private readonly workspaceZone: string;
  private readonly calendar: Simulation['calendar'];
  private orders: PlacedOrder[] = [];
  private tickets: readonly WorldTicket[] = [];
  private lastInboundAt: Instant | undefined;
  private seq = 0;

  constructor({ contact, calendar, seed }: Pick<Simulation, 'contact' | 'calendar' | 'seed'>) {
    const { consent, timeZone, ...known } = contact;
    const marketingConsent = consent === undefined ? 'unknown' : consent.marketing ? 'given' : 'withdrawn';
    this.calendar = calendar;
    this.workspaceZone = calendar?.timeZone ?? 'UTC';
    this.contact = {
      id: `contact-${seed}`,
      marketingConsent,
      timeZone: zoneOf({ contactZone: timeZone, country: contact.country, workspaceZone: this.workspaceZone }),
      ...withoutUndefined(known),
    };
  }

  /** The contact's own sequence: it orders messages and claims of sends without clocks. */
  nextSeq(): number {
    return ++this.seq;
  }

  /** Keeps what a decision changed. */
  changed({ contact, tickets = [] }: World): void {
    this.contact = contact;
    this.tickets = tickets.slice(0, latest);
  }

  /** The contact wrote: the customer service window opens. */
  wrote(at: Instant): void {
    this.lastInboundAt = at;
  }

  withdrawConsent(): void {
    this.contact = { ...this.contact, marketingConsent: 'withdrawn' };
  }

  /** Keeps an order. Says whether it is new: an order is credited once. */
  order(order: PlacedOrder): boolean {
    if (this.orders.some(({ id }) => id === order.id)) return false;
    this.orders = [order, ...this.orders];
    return true;
  }

  /** Orders placed at that moment or later. */
  ordersSince(moment: Instant): PlacedOrder[] {
    return this.orders.filter(({ placedAt }) => placedAt >= moment);
  }

  /** The part of a world that is about the contact. */
  snapshot(): Omit<World, 'messages' | 'trigger' | 'run'> {
    return {
      contact: this.contact,
      conversation: {
        owner: 'bot',
        ...(this.lastInboundAt !== undefined && { windowClosesAt: this.lastInboundAt + serviceWindowMs }),
      },
      workspace: { timeZone: this.workspaceZone, ...(this.calendar && { calendar: this.calendar }) },
      tickets: this.tickets,
      orders: this.orders.slice(0, latest).map(({ data: _data, ...order }) => order),
    };
  }
}

const withoutUndefined = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
