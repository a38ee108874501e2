import type { Instant } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import { dateArrived, nextDateMoment } from '../triggers/date.trigger.js';
import type { Scene } from './scene.js';

interface Arrival {
  at: Instant;
  field: string;
}

/** The dates in the contact's fields that date triggers wait for. */
export class Dates {
  private readonly told = new Set<string>();

  constructor(private readonly scene: Scene) {}

  /** The next moment at which a date arrives. */
  get nextAt(): Instant | undefined {
    return this.next()?.at;
  }

  /** The dates that arrive now, as the events that stand for them. */
  arrivals(): TriggerEvent[] {
    const events: TriggerEvent[] = [];
    for (let next = this.next(); next && next.at <= this.scene.now; next = this.next()) {
      const { at, field } = next;
      this.told.add(nameOf(next));
      const value = this.scene.contact.contact.fields[field];
      events.push({ type: dateArrived, id: `date-${nameOf(next)}`, time: at, data: { field, value } });
    }
    return events;
  }

  private next(): Arrival | undefined {
    const { now, zone, contact, definition } = this.scene;
    const arrivals = definition.triggers.flatMap((trigger): Arrival[] => {
      if (trigger.type !== 'date') return [];
      const { field } = trigger;
      const value = contact.contact.fields[field];
      const at = nextDateMoment(trigger, value, { now, zone });
      if (at === undefined) return [];
      if (!this.told.has(nameOf({ at, field }))) return [{ at, field }];
      const later = nextDateMoment(trigger, value, { now: at + 1, zone });
      return later === undefined ? [] : [{ at: later, field }];
    });
    return arrivals.sort((a, b) => a.at - b.at)[0];
  }
}

const nameOf = ({ at, field }: Arrival) => `${field}-${at}`;
