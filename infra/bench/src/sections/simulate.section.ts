import { parseSimulation, simulate as simulated } from '@threadline/automation';
import type { Section } from '../bench.js';
import { below } from '../report/figure.js';
import { median } from '../report/statistics.js';

const steps = 200;
const warmUps = 20;
const runs = 51;

/** A step of an automation that sends, waits a day, chooses and tags, over and over. */
function step(nth: number): Record<string, unknown> {
  const next = nth + 1 < steps ? `s${nth + 1}` : null;
  switch (nth % 4) {
    case 0: {
      const variables = { 1: "{{ contact.firstName | default: 'there' }}", 2: '{{ trigger.data.total }}' };
      return { type: 'send_template', template: 't', language: 'en', variables, next };
    }
    case 1:
      return { type: 'delay', for: 'P1D', next };
    case 2:
      return { type: 'if_else', cases: [{ if: { tag: 'x' }, next }], otherwise: next };
    default:
      return { type: 'add_tag', tag: `tag ${nth}`, after: 'PT10H', next };
  }
}

const given = {
  definition: {
    name: 'Two hundred steps',
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
    start: 's0',
    steps: Object.fromEntries(Array.from({ length: steps }, (_, nth) => [`s${nth}`, step(nth)])),
  },
  contact: { firstName: 'Ada', timeZone: 'Europe/Rome' },
  start: '2026-03-01T10:00:00+01:00',
  until: 'P90D',
  timeline: [{ at: 'PT0S', event: { type: 'shop.cart.updated', data: { cartId: '1', total: 30 } } }],
};

/** 90 days and 200 executed steps in the simulator, in this process. */
export const simulate: Section = {
  name: 'simulate',
  about: '90 days and 200 steps in the simulator',
  servers: false,

  measure({ repeats }) {
    const parsed = parseSimulation(given);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { simulation } = parsed;
    const { outcome, sends } = simulated(simulation);
    if (outcome?.state !== 'completed' || sends.length !== steps / 4) throw new Error('the simulation went wrong');
    const each = Array.from({ length: repeats });
    return Promise.resolve([
      figure(
        '200 steps in 90 days',
        each.map(() => medianMs(() => simulated(simulation))),
      ),
      figure(
        'the same, read and checked',
        each.map(() => medianMs(() => parseSimulation(given))),
      ),
    ]);
  },
};

const figure = (name: string, samples: number[]) => ({ figure: name, unit: 'ms', samples, bar: below(50) });

/** The middle of many runs in milliseconds, once the code is warm: what a busy machine adds to some of them does not count. */
function medianMs(work: () => unknown): number {
  for (let nth = 0; nth < warmUps; nth++) work();
  const times = Array.from({ length: runs }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return median(times);
}
