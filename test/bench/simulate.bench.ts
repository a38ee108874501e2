import { parseSimulation, simulate } from '@threadline/automation';
import { medianMs, type Figure } from './figures.js';

const steps = 200;
const bar = 50;

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

/** 90 days and 200 executed steps, simulated. */
export function measure(): Figure[] {
  const parsed = parseSimulation(given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { simulation } = parsed;
  const { outcome, sends } = simulate(simulation);
  if (outcome?.state !== 'completed' || sends.length !== steps / 4) throw new Error('the simulation went wrong');
  return [
    { what: `${steps} steps in 90 days simulated`, value: medianMs(51, () => simulate(simulation)), unit: 'ms', bar },
    { what: 'the same, read and checked before', value: medianMs(51, () => parseSimulation(given)), unit: 'ms', bar },
  ];
}
