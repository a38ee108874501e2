import { describe, expect, it } from '@jest/globals';
import type { StepInput } from '../testing/an-automation.js';
import { bounds } from './bounds.js';
import { anyCart, aSimulation, leftCart } from './testing/a-simulation.js';

const hourly: Record<string, StepInput> = {
  send: { type: 'send_template', template: 't', language: 'en', next: 'wait' },
  wait: { type: 'delay', for: 'PT1H', next: 'send' },
};

describe('a simulation that goes too far ends where it stands and says why', () => {
  it('after so many sends', () => {
    const played = aSimulation()
      .of((automation) =>
        automation
          .startedBy(anyCart)
          .with({ entry: { mode: 'always' } })
          .withSteps(hourly),
      )
      .with({ until: 'P5Y' })
      .happens(...Array.from({ length: 10 }, (_, n) => cart('PT0S', n)))
      .play();
    expect(played.sends).toHaveLength(bounds.sends);
    expect(played.warnings[0]).toMatch(/^stopped at 2026-04-0\d.*: a simulation has at most 2000 sends$/);
  });

  it('after so many runs', () => {
    const played = aSimulation()
      .of((automation) => automation.startedBy(leftCart))
      .happens(...Array.from({ length: bounds.runs + 1 }, (_, n) => cart('PT0S', n)))
      .play();
    expect(played.runs).toHaveLength(bounds.runs);
    expect(played.warnings).toContain('stopped at 2026-03-28T09:00:00.000Z: a simulation has at most 200 runs');
  });

  it('after so much real time', () => {
    let now = 0;
    const played = aSimulation()
      .of((automation) => automation.startedBy(anyCart).withSteps(hourly))
      .cart('PT0S')
      .play({ now: () => (now += 10), budgetMs: 500 });
    expect(played.warnings).toContainEqual(expect.stringMatching(/^stopped at .*: it took too long to compute$/));
    expect(played.sends.length).toBeGreaterThan(1);
  });
});

it('long values are cut short on the timeline', () => {
  const long = 'x'.repeat(5_000);
  const played = aSimulation()
    .of((automation) => automation.with({ entry: { audience: { path: 'contact.fields.note', op: 'eq', value: 'y' } } }))
    .with({ contact: { fields: { note: long } } })
    .cart('PT0S')
    .play();
  expect(JSON.stringify(played.trail).length).toBeLessThan(2_000);
});

const cart = (at: string, n: number) => ({ at, event: { type: 'shop.cart.updated', data: { cartId: `cart-${n}` } } });
