import { addDuration, type Instant } from '@threadline/domain';
import type { TriggerEvent } from '../engine/world.js';
import type { AutomationDefinition } from '../language/definition.js';
import { renderText } from '../text/render.js';
import type { TextSource } from '../text/scope.js';
import { isGoalOf } from './disposition.js';

/** The version of the rules in this file; stored with each credit. */
export const creditModel = 'last_touch.v2';

/** Only this event is credited; any other goal is reached by every run that it is about. */
export const creditedEvent = 'shop.order.placed' as const;

/** No goal looks further back for a touch. */
export const longestCreditWindow = 'P90D';

/** What a timeline says of a credit, by what earned it. */
export const whyCredited: Readonly<Record<Touch['by'] | 'coupon', string>> = {
  coupon: 'the order used the coupon of this run',
  click: 'the order came after a button of this run was tapped',
  read: 'the order came after a message of this run was read',
  delivery: 'the order came after a message of this run was delivered',
};

/** A message of a run reached the contact: it was delivered, read, or one of its buttons tapped. */
export interface Touch {
  by: 'delivery' | 'read' | 'click';
  at: Instant;
}

/** What a credit needs to know of a run: what its goal event must be about. */
export interface CreditedRun {
  key: string;
  triggerId?: string;
}

type Event = Pick<TriggerEvent, 'type' | 'data' | 'time'>;

/** How much of an order an event gives back: all of it, so much, or nothing (undefined). */
export function givenBack({ type, data }: Pick<TriggerEvent, 'type' | 'data'>): 'all' | number | undefined {
  if (type === 'shop.order.cancelled') return 'all';
  if (type !== 'shop.order.refunded') return undefined;
  return typeof data['refunded'] === 'number' ? data['refunded'] : 'all';
}

/** Whether an event is the goal of a run and comes within the goal's window after a touch. */
export function touchCredits(event: Event, definition: AutomationDefinition, run: CreditedRun, touch: Touch): boolean {
  const window = windowOf(definition, touch);
  if (window === undefined || !isGoalOf(event, definition, run)) return false;
  return event.time >= touch.at && event.time <= addDuration(touch.at, window, 'UTC');
}

/** Whether an event is the goal of a run and used the coupon that the run gives out. Upper and lower case are one. */
export function couponCredits(
  event: Event,
  definition: AutomationDefinition,
  run: CreditedRun,
  source: () => TextSource,
): boolean {
  const template = definition.goal?.coupon;
  const used = couponsOf(event);
  if (template === undefined || used.length === 0 || !isGoalOf(event, definition, run)) return false;
  const coupon = renderText(template, source());
  return coupon.ok && coupon.text.trim() !== '' && used.includes(plain(coupon.text));
}

function windowOf({ goal }: AutomationDefinition, { by }: Touch): string | undefined {
  return by === 'click' ? goal?.afterClick : by === 'read' ? goal?.within : goal?.afterDelivery;
}

const couponsOf = ({ data }: Event): string[] =>
  Array.isArray(data['coupons']) ? data['coupons'].filter((one) => typeof one === 'string').map(plain) : [];

const plain = (coupon: string) => coupon.trim().toLowerCase();
