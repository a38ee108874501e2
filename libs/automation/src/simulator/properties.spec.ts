import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyAutomation } from '../testing/arbitrary-automation.js';
import { anyCart } from './testing/a-simulation.js';
import type { SimulationResult } from './simulation-result.js';
import { Simulation } from './simulation.js';
import { simulate } from './simulator.js';
import type { TimelineEntry } from './timeline.js';

// The same cases on every machine; another seed looks at others.
fc.configureGlobal({ seed: 20_261_121 });

const step = fc.constantFrom('a', 'b', 'c', 'd');
const at = fc.constantFrom('PT0S', 'PT1M', 'PT2H', 'P1D', 'P1DT1H', 'P40D');
const what: fc.Arbitrary<Omit<TimelineEntry, 'at'>> = fc.oneof(
  fc.record({
    event: fc.record({
      type: fc.constant('shop.cart.updated'),
      data: fc.record({ cartId: fc.constantFrom('1', '2') }),
    }),
  }),
  fc.record({
    event: fc.record({
      type: fc.constant('shop.order.placed'),
      data: fc.record({ orderId: fc.constantFrom('1', '2') }),
    }),
  }),
  fc.record({ reply: fc.record({ text: fc.constantFrom('yes', 'no', 'STOP') }) }),
  fc.record({ reply: fc.record({ button: fc.constant('b') }) }),
  fc.record({ status: fc.record({ step, status: fc.constantFrom('read' as const, 'delivered' as const) }) }),
  fc.record({ effect: fc.record({ step, result: fc.constant({ outcome: 'unknown' as const }) }) }),
);
const timeline = fc.array(
  fc.tuple(at, what).map(([moment, happening]) => ({ at: moment, ...happening }) as TimelineEntry),
  { maxLength: 8 },
);
const anySimulation: fc.Arbitrary<Simulation> = fc
  .tuple(anyAutomation, timeline, fc.constantFrom('always' as const, 'after_exit' as const), fc.boolean())
  .map(([definition, entries, mode, isExit]) => ({
    ...Simulation.parse({
      definition,
      start: '2026-03-28T10:00:00+01:00',
      until: 'P60D',
      timeline: [cart, ...entries],
    }),
    definition: {
      ...definition,
      triggers: [{ ...anyCart, when: 'at' as const }] as typeof definition.triggers,
      entry: { ...definition.entry, mode },
      exits: isExit ? [{ on: 'shop.order.placed' }] : [],
    },
  }));
const cart: TimelineEntry = { at: 'PT0S', event: { type: 'shop.cart.updated', data: { cartId: '1' } } };

it('the same simulation always comes to the same', () => {
  fc.assert(
    fc.property(anySimulation, (simulation) => expect(simulate(simulation)).toEqual(simulate(simulation))),
    {
      numRuns: 25,
    },
  );
});

it('nothing is sent after the end of a run, nor twice for a step and turn, nor before the run entered', () => {
  fc.assert(
    fc.property(anySimulation, (simulation) => {
      const { runs, sends } = simulate(simulation);
      for (const { run, at: sentAt } of sends) {
        const { enteredAt, endedAt } = runs.find((each) => each.run === run) ?? {};
        expect(Date.parse(sentAt)).toBeGreaterThanOrEqual(Date.parse(enteredAt ?? ''));
        expect(Date.parse(sentAt)).toBeLessThanOrEqual(endedAt ? Date.parse(endedAt) : Infinity);
      }
      const names = sends.map(({ run, step: sender, turn }) => `${run} ${sender} ${turn}`);
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 40 },
  );
});

it('the timeline goes forward, and nothing follows the end of a run but what came of it', () => {
  fc.assert(
    fc.property(anySimulation, (simulation) => {
      const { trail, runs } = simulate(simulation);
      expect(isSorted(trail)).toBe(true);
      for (const { run } of runs) expect(afterEnd(trail, run)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

/** Messages that are not sent any more, the credit for an order, the other automation that the last decision started. */
const afterwards = ['send_skipped', 'converted', 'automation_entered', 'automation_refused'];

const isSorted = (trail: SimulationResult['trail']) =>
  trail.every(({ at: moment }, index) => index === 0 || (trail[index - 1]?.at ?? '') <= moment);

function afterEnd(trail: SimulationResult['trail'], run: string): string[] {
  const words = trail.filter((line) => line.run === run).map(({ what: word }) => word);
  const end = words.findIndex((word) => ['completed', 'exited', 'disarmed', 'refused'].includes(word));
  return end === -1 ? [] : words.slice(end + 1).filter((word) => !afterwards.includes(word));
}
