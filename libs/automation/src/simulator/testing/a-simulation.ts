import { anAutomation, type StepInput, type TriggerInput } from '../../testing/an-automation.js';
import type { SimulationHost } from '../bounds.js';
import type { SimulationResult } from '../simulation-result.js';
import { Simulation } from '../simulation.js';
import { simulate } from '../simulator.js';
import type { TimelineEntry } from '../timeline.js';

type Automation = ReturnType<typeof anAutomation>;
type Input = Omit<(typeof Simulation)['_zod']['input'], 'definition'>;
type Data = Record<string, unknown>;

/** A cart that is left for four hours. */
export const leftCart: TriggerInput = {
  id: 'cart',
  type: 'shop',
  event: 'cart.updated',
  key: 'data.cartId',
  when: { after: 'PT4H' },
};
/** A cart that starts a run at once. */
export const anyCart: TriggerInput = { id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' };

/** A reminder that asks, a ticket tag for who answers, a coupon for who does not. */
export const reminder: Record<string, StepInput> = {
  remind: { type: 'send_template', template: 'cart_reminder', language: 'en', next: 'answer' },
  answer: {
    type: 'customer_response',
    deadline: 'P1D',
    answers: [{ match: { button: 'help' }, next: 'desk' }],
    otherwise: null,
    timeout: 'last',
  },
  desk: { type: 'add_tag', tag: 'wants-help', next: null },
  last: { type: 'send_template', template: 'cart_coupon', language: 'en', next: null },
};

/** Builds simulations as stories: what happens when, from Saturday 28 March 2026, 10:00 in Rome, the day before the clocks change. */
class SimulationBuilder {
  constructor(
    private readonly automation: Automation,
    private readonly input: Input,
    private readonly timeline: TimelineEntry[] = [],
  ) {}

  of(change: (automation: Automation) => Automation): SimulationBuilder {
    return new SimulationBuilder(change(this.automation), this.input, this.timeline);
  }

  with(input: Partial<Input>): SimulationBuilder {
    return new SimulationBuilder(this.automation, { ...this.input, ...input }, this.timeline);
  }

  cart(at: string, cartId = 'cart-1', more: Data & { happened?: string } = {}): SimulationBuilder {
    const { happened, ...data } = more;
    const event = { type: 'shop.cart.updated', ...(happened !== undefined && { happened }) };
    return this.happens({ at, event: { ...event, data: { cartId, total: 50, ...data } } });
  }

  order(at: string, orderId = 'order-1', data: Data = {}): SimulationBuilder {
    return this.event(at, 'shop.order.placed', { orderId, ...data });
  }

  event(at: string, type: string, data: Data = {}): SimulationBuilder {
    return this.happens({ at, event: { type, data } });
  }

  says(at: string, text: string): SimulationBuilder {
    return this.happens({ at, reply: { text } });
  }

  taps(at: string, button: string): SimulationBuilder {
    return this.happens({ at, reply: { button } });
  }

  reads(at: string, step: string): SimulationBuilder {
    return this.happens({ at, status: { step, status: 'read' } });
  }

  happens(...entries: TimelineEntry[]): SimulationBuilder {
    return new SimulationBuilder(this.automation, this.input, [...this.timeline, ...entries]);
  }

  build(): Simulation {
    return Simulation.parse({ ...this.input, definition: this.automation.asWritten(), timeline: this.timeline });
  }

  play(host?: SimulationHost): SimulationResult {
    return simulate(this.build(), host);
  }
}

/** Without more, a left cart reminds Ann in Rome, who wants marketing. */
export const aSimulation = (): SimulationBuilder =>
  new SimulationBuilder(anAutomation().startedBy(leftCart).withSteps(reminder), {
    contact: { firstName: 'Ann', timeZone: 'Europe/Rome', consent: { marketing: true } },
    start: '2026-03-28T10:00:00+01:00',
    until: 'P60D',
  });

/** The sends of a simulation, a line each: the local time, the step, what was sent. */
export const sentIn = ({ sends }: SimulationResult): string[] =>
  sends.map(({ localTime, step, template, text }) => `${localTime} ${step} ${template ?? text ?? ''}`);

/** What happened in a simulation, a word each. */
export const happenedIn = ({ trail }: SimulationResult): string[] =>
  trail.map(({ what, step }) => (step === undefined ? what : `${step}: ${what}`));
