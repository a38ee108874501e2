import { describe, expect, it } from '@jest/globals';
import { aSimulation } from './testing/a-simulation.js';

describe('warnings', () => {
  it('tell what was not used and what still goes on', () => {
    const result = { outcome: 'unknown' as const };
    const played = aSimulation()
      .with({ until: 'PT5H' })
      .happens(
        { at: 'PT0S', effect: { step: 'last', result } },
        { at: 'PT0S', status: { step: 'remind', status: 'read' } },
      )
      .cart('PT0S')
      .cart('P1D')
      .play();
    expect(played.warnings).toEqual([
      'what lies after `until` did not happen',
      '"remind" had sent nothing yet when its status "read" came',
      'run-1 is still active at the end, 2026-03-28T14:00:00.000Z',
      'no effect of step "last" came to what the timeline tells of it',
    ]);
    expect(played.runs[0]?.standing).toEqual(['waits for a reply at `answer` until 2026-03-29T12:00:00.000Z']);
  });

  it('are those of validation too', () => {
    const steps = {
      wait: { type: 'delay' as const, for: 'P2D', next: 'hi' },
      hi: { type: 'send_message' as const, text: 'Hi', next: null },
    };
    const played = aSimulation()
      .of((automation) => automation.withSteps(steps))
      .cart('PT0S')
      .play();
    expect(played.warnings[0]).toMatch(/^\/steps\/hi: this free message may come 24 hours or more after/);
  });
});
