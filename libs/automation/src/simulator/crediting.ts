import { subtractDuration } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import { goalCredits } from '../entering/disposition.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** The event by which runs are credited. */
export const orderPlaced = 'shop.order.placed';

const longestWindow = 'P90D';

/** Gives each order to at most one run: the one whose read message came last before it. */
export class Crediting {
  constructor(private readonly scene: Scene) {}

  /** Keeps the order and credits it. Returns the run that got the credit. */
  credit(event: TriggerEvent): SimulatedRun | undefined {
    if (event.type !== orderPlaced || !this.isNew(event)) return undefined;
    const run = this.touches(event).find(({ run: touched, readAt }) => this.counts(event, touched, readAt))?.run;
    if (!run) return undefined;
    run.convertedAt = event.time;
    const saw = { order: orderIdOf(event) };
    this.scene.say(run, { what: 'converted', why: 'the order came after a message of this run was read', saw });
    return run;
  }

  private isNew({ time, data, ...event }: TriggerEvent): boolean {
    const { total, currency } = data;
    return this.scene.contact.order({
      id: orderIdOf({ ...event, data }),
      placedAt: time,
      ...(typeof total === 'number' && { total }),
      ...(typeof currency === 'string' && { currency }),
    });
  }

  private touches({ time }: TriggerEvent): { run: SimulatedRun; readAt: number }[] {
    const from = subtractDuration(time, longestWindow, 'UTC');
    return this.scene.runs
      .flatMap((run) => {
        const read = run.messages.flatMap(({ readAt }) => (readAt === undefined ? [] : [readAt]));
        const inTime = read.filter((readAt) => readAt >= from && readAt <= time);
        return inTime.length === 0 ? [] : [{ run, readAt: Math.max(...inTime) }];
      })
      .sort((a, b) => b.readAt - a.readAt);
  }

  private counts(event: TriggerEvent, { key, triggerId, convertedAt }: SimulatedRun, readAt: number): boolean {
    return convertedAt === undefined && goalCredits(event, this.scene.definition, { key, triggerId, readAt });
  }
}

const orderIdOf = ({ id, data }: Pick<TriggerEvent, 'id' | 'data'>): string =>
  typeof data['orderId'] === 'string' ? data['orderId'] : id;
