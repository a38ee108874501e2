import type { Instant } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import { dateEvent, nextDate, type ArrivingDate, type DateTrigger } from '../triggers/date.trigger.js';
import type { Scene } from './scene.js';

interface Arrival extends ArrivingDate {
  trigger: DateTrigger;
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
      this.told.add(nameOf(next));
      events.push(dateEvent(next.trigger, next, this.valueFor(next.trigger)));
    }
    return events;
  }

  private next(): Arrival | undefined {
    const { now, zone, definition } = this.scene;
    const arrivals = definition.triggers.flatMap((trigger): Arrival[] => {
      if (trigger.type !== 'date') return [];
      const value = this.valueFor(trigger);
      let next = nextDate(trigger, value, { now, zone });
      while (next && this.told.has(nameOf({ trigger, ...next })))
        next = nextDate(trigger, value, { now: next.at + 1, zone });
      return next ? [{ trigger, ...next }] : [];
    });
    return arrivals.sort((a, b) => a.at - b.at)[0];
  }

  private valueFor({ field }: DateTrigger): unknown {
    return this.scene.contact.contact.fields[field];
  }
}

const nameOf = ({ trigger, date }: Arrival) => `${trigger.id} ${date}`;
