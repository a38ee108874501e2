import type { World, WorldContact } from '../engine/world.js';
import type { SimulatedContact } from './simulation.js';
import type { SimulatedRun } from './simulated-run.js';

const serviceWindowMs = 24 * 60 * 60 * 1_000;

/** The contact of a simulation and its chat: what the database holds in production. */
export class ContactAtHand {
  contact: WorldContact;
  private lastInboundAt: number | undefined;
  private seq = 0;

  constructor({ consent, ...known }: SimulatedContact) {
    const marketingConsent = consent === undefined ? 'unknown' : consent.marketing ? 'given' : 'withdrawn';
    this.contact = { id: 'contact', marketingConsent, ...withoutUndefined(known) };
  }

  nextSeq(): number {
    return ++this.seq;
  }

  /** The contact wrote: the customer service window opens. */
  wrote(at: number): void {
    this.lastInboundAt = at;
  }

  optOut(): void {
    this.contact = { ...this.contact, marketingConsent: 'withdrawn' };
  }

  world(run: Pick<SimulatedRun, 'id' | 'trigger' | 'messages' | 'enteredAt'>, now: number): World {
    return {
      contact: this.contact,
      conversation: {
        owner: 'bot',
        ...(this.lastInboundAt !== undefined && { windowClosesAt: this.lastInboundAt + serviceWindowMs }),
      },
      messages: run.messages,
      trigger: run.trigger,
      run: { id: run.id, automationId: 'automation', enteredAt: run.enteredAt ?? now },
    };
  }
}

const withoutUndefined = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
