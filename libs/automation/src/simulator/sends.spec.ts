import { describe, expect, it } from '@jest/globals';
import { aSimulation, happenedIn } from './testing/a-simulation.js';

const orderEnds = { exits: [{ on: 'shop.order.placed' }] };

describe('a message', () => {
  const waiting = aSimulation().with({ templates: { cart_reminder: 'pending' } });

  it('waits for its template, and goes out the moment it is approved', () => {
    const approved = { name: 'cart_reminder', status: 'approved' };
    const played = waiting.cart('PT0S').event('P1DT5H', 'template.status_changed', approved).play();
    expect(happenedIn(played)).toContain('remind: send_parked');
    expect(played.sends[0]).toMatchObject({
      localTime: '2026-03-29T15:00:00+02:00',
      intendedAt: '2026-03-28T13:00:00.000Z',
    });
  });

  it('is not sendable when its template is not approved in time', () => {
    const played = waiting.cart('PT0S').play();
    expect(played.outcome).toMatchObject({ state: 'exited', exitReason: 'step_failed' });
    expect(played.runs[0]?.endedAt).toBe('2026-03-31T12:00:00.000Z');
  });

  it('that is parked is skipped when its run ends', () => {
    const played = waiting
      .of((automation) => automation.with(orderEnds))
      .cart('PT0S')
      .order('P1D')
      .play();
    expect(happenedIn(played).slice(-2)).toEqual(['exited', 'remind: send_skipped']);
  });

  it('comes to what the timeline tells', () => {
    const result = { outcome: 'failed' as const, reason: '131026' };
    const played = aSimulation()
      .happens({ at: 'PT0S', effect: { step: 'remind', result } })
      .cart('PT0S')
      .play();
    expect(played).toMatchObject({ outcome: { state: 'exited', exitReason: 'step_failed' }, sends: [], warnings: [] });
  });

  it('rises in status and never falls', () => {
    const steps = {
      remind: { type: 'send_template' as const, template: 't', language: 'en', next: 'wait' },
      wait: { type: 'delay' as const, for: 'P1D', next: 'read' },
      read: {
        type: 'if_else' as const,
        cases: [{ if: { message: { step: 'remind', status: 'read' as const } }, next: 'seen' }],
        otherwise: null,
      },
      seen: { type: 'add_tag' as const, tag: 'seen', next: null },
    };
    const played = aSimulation()
      .of((automation) => automation.withSteps(steps))
      .cart('PT0S')
      .reads('PT5H', 'remind')
      .happens({ at: 'PT6H', status: { step: 'remind', status: 'delivered' } })
      .play();
    expect(played.contact.tags).toEqual(['seen']);
  });
});
