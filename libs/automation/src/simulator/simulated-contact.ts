import { zoneOf, type Instant } from '@threadline/domain';
import type { Change } from '../engine/change.js';
import { stepAt } from '../engine/graph.js';
import { fold } from '../engine/fold.js';
import type { World, WorldContact, WorldOrder, WorldTicket } from '../engine/world.js';
import { newsOf } from './contact-news.js';
import type { Simulation } from './simulation.js';

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages */
const serviceWindowMs = 24 * 60 * 60 * 1_000;

/** How many of a contact's orders and tickets a world has. */
const latest = 50;

/** The contact of a simulation, its chat and its orders: what the database holds in production. */
export class ContactAtHand {
  contact: WorldContact;
  private readonly workspaceZone: string;
  private readonly calendar: Simulation['calendar'];
  private readonly connections: readonly string[];
  private orders: WorldOrder[] = [];
  private tickets: readonly WorldTicket[] = [];
  private lastInboundAt: Instant | undefined;
  private seq = 0;

  constructor(simulation: Simulation, id = `contact-${simulation.seed}`) {
    const { contact, calendar } = simulation;
    const { consent, timeZone, ...known } = contact;
    const marketingConsent = consent === undefined ? 'unknown' : consent.marketing ? 'given' : 'withdrawn';
    this.calendar = calendar;
    this.connections = connectionsIn(simulation);
    this.workspaceZone = calendar?.timeZone ?? 'UTC';
    this.contact = {
      id,
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

  /** Something changed it from outside; what is so already stays. */
  change(change: Change): void {
    const world: World = {
      ...this.snapshot(),
      messages: [],
      trigger: nothing,
      run: { ...nothing, automationId: '', enteredAt: 0 },
    };
    if (newsOf(world, change)) this.changed(fold(world, change));
  }

  /** The contact wrote: the customer service window opens. */
  wrote(at: Instant): void {
    this.lastInboundAt = at;
  }

  withdrawConsent(): void {
    this.contact = { ...this.contact, marketingConsent: 'withdrawn' };
  }

  /** Keeps an order. Says whether it is new: an order is credited once. */
  order(order: WorldOrder): boolean {
    if (this.orders.some(({ id }) => id === order.id)) return false;
    this.orders = [order, ...this.orders];
    return true;
  }

  /** The part of a world that is about the contact. */
  snapshot(): Omit<World, 'messages' | 'trigger' | 'run'> {
    return {
      contact: this.contact,
      conversation: {
        owner: 'bot',
        ...(this.lastInboundAt !== undefined && { windowClosesAt: this.lastInboundAt + serviceWindowMs }),
      },
      workspace: {
        timeZone: this.workspaceZone,
        connections: this.connections,
        ...(this.calendar && { calendar: this.calendar }),
      },
      tickets: this.tickets,
      orders: this.orders.slice(0, latest),
    };
  }
}

/** Connections are taken to be configured where the timeline tells what their calls come to. */
function connectionsIn({ timeline, definition: { steps } }: Simulation): string[] {
  const told = timeline.flatMap((entry) => ('effect' in entry ? [entry.effect.step] : []));
  return told.flatMap((stepId) => {
    const step = stepAt({ steps }, stepId);
    if (!step) return [];
    return 'connection' in step ? [step.connection] : 'agent' in step ? [step.agent] : [];
  });
}

const nothing = { type: '', id: '', time: 0, data: {} };

const withoutUndefined = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
