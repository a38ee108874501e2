import { subtractDuration } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import {
  couponCredits,
  creditedEvent,
  givenBack,
  longestCreditWindow,
  touchCredits,
  whyCredited,
  type Touch,
} from '../entering/credits.js';
import type { Scene } from './scene.js';
import type { SimulatedRun } from './simulated-run.js';

/** Gives each order to at most one run: the one whose coupon it used, else the one that touched the contact last before it. */
export class Crediting {
  /** Which run has the credit for an order. */
  private readonly credits = new Map<string, SimulatedRun>();
  /** What was given back of orders: so much, or all. A refund may come before its order. */
  private readonly back = new Map<string, number>();
  private readonly totals = new Map<string, number>();

  constructor(private readonly scene: Scene) {}

  /** Keeps the order and credits it. Returns the run that got the credit. */
  credit(event: TriggerEvent): SimulatedRun | undefined {
    this.callOff(event);
    if (event.type !== creditedEvent || !this.isNew(event)) return undefined;
    const { total } = event.data;
    this.totals.set(orderIdOf(event), typeof total === 'number' ? total : 0);
    if (this.isGivenBack(orderIdOf(event))) return undefined;
    const winner = this.byCoupon(event) ?? this.byTouch(event);
    if (!winner) return undefined;
    const { run, why } = winner;
    run.convertedAt = event.time;
    this.credits.set(orderIdOf(event), run);
    this.scene.say(run, { what: 'converted', why, saw: { order: orderIdOf(event) } });
    return run;
  }

  /** Refunds of parts add up. */
  private callOff(event: TriggerEvent): void {
    const order = orderIdOf(event);
    const given = givenBack(event);
    if (given === undefined) return;
    this.back.set(order, (this.back.get(order) ?? 0) + (given === 'all' ? Infinity : given));
    const { total } = event.data;
    if (typeof total === 'number' && !this.totals.has(order)) this.totals.set(order, total);
    if (this.isGivenBack(order)) this.reverse(event, order);
  }

  /** Of an order that is not known yet only a whole is. To the cent: money adds up less exactly than that. */
  private isGivenBack(order: string): boolean {
    const back = this.back.get(order) ?? 0;
    return back > 0 && cents(back) >= cents(this.totals.get(order) ?? Infinity);
  }

  private reverse(event: TriggerEvent, order: string): void {
    const run = this.credits.get(order);
    if (!run) return;
    this.credits.delete(order);
    delete run.convertedAt;
    this.scene.say(run, { what: 'credit_reversed', why: `the order was ${event.type.split('.')[2]}`, saw: { order } });
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

  private byCoupon(event: TriggerEvent) {
    const { definition, now } = this.scene;
    const run = this.scene.runs.findLast((one) => {
      const source = () => ({ world: this.scene.worldOf(one), results: one.runState?.results ?? {}, now });
      return isUncredited(one) && couponCredits(event, definition, one, source);
    });
    return run && { run, why: whyCredited.coupon };
  }

  private byTouch(event: TriggerEvent) {
    const { definition } = this.scene;
    const last = this.touches(event).find(
      ({ run, touch }) => isUncredited(run) && touchCredits(event, definition, run, touch),
    );
    return last && { run: last.run, why: whyCredited[last.touch.by] };
  }

  /** Those before the order, the last first. */
  private touches({ time }: TriggerEvent): { run: SimulatedRun; touch: Touch }[] {
    const from = subtractDuration(time, longestCreditWindow, 'UTC');
    return this.scene.runs
      .flatMap((run) => run.messages.flatMap(touchesOf).map((touch) => ({ run, touch })))
      .filter(({ touch }) => touch.at >= from && touch.at <= time)
      .sort((a, b) => b.touch.at - a.touch.at);
  }
}

const cents = (money: number): number => Math.round(money * 100);

const isUncredited = ({ state, convertedAt }: SimulatedRun): boolean =>
  convertedAt === undefined && (state === 'active' || state === 'completed' || state === 'exited');

function touchesOf({ clickedAt, readAt, deliveredAt }: SimulatedRun['messages'][number]): Touch[] {
  const moments = [
    ['click', clickedAt],
    ['read', readAt],
    ['delivery', deliveredAt],
  ] as const;
  return moments.flatMap(([by, at]) => (at === undefined ? [] : [{ by, at }]));
}

const orderIdOf = ({ id, data }: Pick<TriggerEvent, 'id' | 'data'>): string =>
  typeof data['orderId'] === 'string' ? data['orderId'] : id;
