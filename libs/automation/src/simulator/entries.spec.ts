import { describe, expect, it } from '@jest/globals';
import { anyCart, aSimulation } from './testing/a-simulation.js';

const supersede = { entry: { onConflict: 'supersede' as const } };

describe('entering', () => {
  it('is refused with its reason, and the first run goes on', () => {
    const played = aSimulation()
      .of((automation) => automation.startedBy(anyCart))
      .cart('PT0S')
      .cart('PT1H', 'cart-2')
      .play();
    expect(played).toMatchObject({ outcome: { state: 'completed' }, entered: true, refusedBecause: 'live_run' });
  });

  it('is refused to a contact who is not of the audience, telling what was seen', () => {
    const played = aSimulation()
      .of((automation) => automation.with({ entry: { audience: { not: { tag: 'vip' } } } }))
      .with({ contact: { tags: ['vip'] } })
      .cart('PT0S')
      .play();
    expect(played).toMatchObject({ outcome: { state: 'refused' }, entered: false, refusedBecause: 'audience' });
    expect(played.trail.at(-1)?.why).toContain('"tag:vip":true');
  });

  it('takes the place of a live run when told to', () => {
    const played = aSimulation()
      .of((automation) => automation.startedBy(anyCart).with(supersede))
      .cart('PT0S')
      .cart('PT1H', 'cart-2')
      .play();
    expect(played.runs.map(({ state, reason }) => `${state} ${reason ?? ''}`)).toEqual([
      'exited superseded',
      'completed last_step',
    ]);
  });

  it('waits for an audience that may come to hold, until grace is over', () => {
    const played = aSimulation()
      .of((automation) => automation.with({ entry: { audience: { tag: 'vip' }, grace: 'PT1H' } }))
      .cart('PT0S')
      .play();
    expect(played).toMatchObject({ refusedBecause: 'audience', runs: [{ endedAt: '2026-03-28T14:00:00.000Z' }] });
  });

  it('never happens to a blocked contact', () => {
    const played = aSimulation()
      .with({ contact: { blocked: true } })
      .cart('PT0S')
      .play();
    expect(played.refusedBecause).toBe('blocked');
  });
});
