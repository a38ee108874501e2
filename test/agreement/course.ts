import { Simulation } from '@threadline/automation';
import { anAutomation, type StepInput, type TriggerInput } from '@threadline/automation/testing';

type Automation = ReturnType<typeof anAutomation>;
type Given = Omit<(typeof Simulation)['_zod']['input'], 'definition' | 'start'>;
type Happening = NonNullable<Given['timeline']>[number];

/** A course of things that production and the simulator are both put through, whenever it starts. */
export interface Course {
  name: string;
  /** The simulation of it, from a start. */
  at(start: string): Simulation;
  /** The day it starts on: any, or the one before the clocks change in Rome. */
  /** Thousands of turns: too long to be played in processes. */
  isLong: boolean;
  startsOn: 'any day' | 'the day before spring' | 'the day before autumn';
}

type Told = Partial<Given> & Partial<Pick<Course, 'startsOn' | 'isLong'>>;

/** A course of the steps, the first of which is the start; a cart starts it at once unless told otherwise. */
export function course(
  name: string,
  steps: Record<string, StepInput>,
  happens: Happening[],
  told: Told & { of?: (automation: Automation) => Automation } = {},
): Course {
  const { of = (automation) => automation, startsOn = 'any day', isLong = false, ...given } = told;
  const definition = of(anAutomation().named(name).startedBy(anyCart).withSteps(steps)).asWritten();
  const contact = { firstName: 'Ann', timeZone: 'Europe/Rome', consent: { marketing: true }, ...given.contact };
  const input = { until: 'P20D', ...given, contact, timeline: happens, definition };
  return { name, startsOn, isLong, at: (start) => Simulation.parse({ ...input, start }) };
}

/** A cart that starts a run at once. */
export const anyCart: TriggerInput = { id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' };
/** A cart that is left for four hours. */
export const leftCart: TriggerInput = { ...anyCart, when: { after: 'PT4H' } } as TriggerInput;

type Data = Record<string, unknown>;
export const event = (at: string, type: string, data: Data = {}): Happening => ({ at, event: { type, data } });
export const cart = (at: string, cartId = 'c1', data: Data = {}): Happening =>
  event(at, 'shop.cart.updated', { cartId, total: 50, ...data });
export const order = (at: string, orderId = 'o1', data: Data = {}): Happening =>
  event(at, 'shop.order.placed', { orderId, ...data });
export const says = (at: string, text: string): Happening => ({ at, reply: { text } });
export const taps = (at: string, button: string): Happening => ({ at, reply: { button } });
export const status = (at: string, step: string, now: 'failed' | 'sent' | 'delivered' | 'read'): Happening => ({
  at,
  status: { step, status: now },
});
export const comesTo = (
  at: string,
  step: string,
  result: Extract<Happening, { effect: unknown }>['effect']['result'],
): Happening => ({
  at,
  effect: { step, result },
});

export const template = (next: string | null, more: Data = {}): StepInput =>
  ({ type: 'send_template', template: 'hello', language: 'en', next, ...more }) as StepInput;
export const text = (words: string, next: string | null, more: Data = {}): StepInput =>
  ({ type: 'send_message', text: words, next, ...more }) as StepInput;
export const tag = (name: string, next: string | null = null): StepInput => ({ type: 'add_tag', tag: name, next });
export const wait = (duration: string, next: string | null): StepInput => ({ type: 'delay', for: duration, next });

/** A reminder that asks, a tag for who answers, a coupon for who does not. */
export const reminder: Record<string, StepInput> = {
  remind: template('answer', { template: 'cart_reminder', variables: { 1: '{{ contact.firstName }}' } }),
  answer: {
    type: 'customer_response',
    deadline: 'P1D',
    answers: [{ match: { button: 'help' }, next: 'desk' }],
    otherwise: 'other',
    timeout: 'last',
  },
  desk: tag('wants-help'),
  other: tag('other'),
  last: template(null, { template: 'cart_coupon' }),
};
