import { describe, expect, it } from '@jest/globals';
import { anyCart, aSimulation, happenedIn, sentIn } from './testing/a-simulation.js';

const supersede = { entry: { onConflict: 'supersede' as const } };
const orderEnds = { exits: [{ on: 'shop.order.placed' }] };
const orderIsGoal = { goal: { on: 'shop.order.placed' } };

describe('a left cart', () => {
  it('is armed, moved by its next change, and enters four hours after that', () => {
    const played = aSimulation().cart('PT0S').cart('PT1H').taps('PT6H', 'help').play();
    expect(happenedIn(played)).toEqual([
      'armed',
      're_armed',
      'entered',
      'remind: send_planned',
      'remind: send_accepted',
      'answer: waits',
      'answer: answered',
      'desk: tag_added',
      'completed',
    ]);
    expect(sentIn(played)).toEqual(['2026-03-28T15:00:00+01:00 remind cart_reminder']);
    expect(played).toMatchObject({
      outcome: { state: 'completed', exitReason: null, convertedAt: null },
      entered: true,
      refusedBecause: null,
      contact: { tags: ['wants-help'] },
      warnings: [],
    });
  });

  it('is followed up a day later by the clock on the wall when nobody answers, though that day has 23 hours', () => {
    const played = aSimulation().cart('PT0S').play();
    expect(played.sends.map(({ at }) => at)).toEqual(['2026-03-28T13:00:00.000Z', '2026-03-29T12:00:00.000Z']);
    expect(sentIn(played)).toEqual([
      '2026-03-28T14:00:00+01:00 remind cart_reminder',
      '2026-03-29T14:00:00+02:00 last cart_coupon',
    ]);
    expect(played.trail).toContainEqual(expect.objectContaining({ what: 'timed_out', why: 'no reply within P1D' }));
  });

  it('tells why each message went out and what each decision saw', () => {
    const [send] = aSimulation().cart('PT0S').play().sends;
    expect(send).toMatchObject({
      run: 'run-1',
      turn: 1,
      kind: 'template',
      intendedAt: '2026-03-28T13:00:00.000Z',
      why: 'template cart_reminder (en)',
    });
    const [armed] = aSimulation().cart('PT0S').play().trail;
    expect(armed).toMatchObject({
      why: 'enters at 2026-03-28T13:00:00.000Z unless something ends it',
      saw: { trigger: 'cart', key: 'cart-1', event: { type: 'shop.cart.updated', id: 'event-1' } },
    });
  });

  it('does not move for a change that is older than the one that armed it', () => {
    const played = aSimulation().cart('PT1H').cart('PT2H', 'cart-1', { happened: 'PT0S' }).play();
    expect(played.sends[0]?.localTime).toBe('2026-03-28T15:00:00+01:00');
    expect(happenedIn(played)).not.toContain('re_armed');
  });

  it('is disarmed by an order and enters no number', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderEnds))
      .cart('PT0S')
      .order('PT3H59M')
      .play();
    expect(played).toMatchObject({ outcome: { state: 'disarmed', exitReason: null }, entered: false, sends: [] });
  });

  it('is not armed by a change that comes after an order but happened before it', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderEnds))
      .order('PT1H')
      .cart('PT2H', 'cart-1', { happened: 'PT30M' })
      .play();
    expect(played).toMatchObject({ outcome: null, trail: [] });
  });

  it('is armed once for an event that comes twice', () => {
    const event = { type: 'shop.cart.updated', id: 'e', data: { cartId: 'cart-1' } };
    const played = aSimulation().then({ at: 'PT0S', event }, { at: 'PT1H', event }).play();
    expect(played.sends[0]?.localTime).toBe('2026-03-28T14:00:00+01:00');
  });
});

describe('an order', () => {
  it('is credited to the run whose message was read, and completes it', () => {
    const played = aSimulation()
      .of((automation) => automation.with({ ...orderIsGoal, ...orderEnds }))
      .cart('PT0S')
      .reads('PT5H', 'remind')
      .order('PT6H')
      .play();
    expect(played.outcome).toEqual({
      state: 'completed',
      exitReason: null,
      convertedAt: '2026-03-28T15:00:00.000Z',
    });
    expect(happenedIn(played).slice(-2)).toEqual(['converted', 'completed']);
  });

  it('ends a run that it is not credited to, when it is an exit too', () => {
    const played = aSimulation()
      .of((automation) => automation.with({ ...orderIsGoal, ...orderEnds }))
      .cart('PT0S')
      .order('PT6H')
      .play();
    expect(played.outcome).toEqual({ state: 'exited', exitReason: 'exit_event', convertedAt: null });
  });

  it('leaves a run alone that it is not credited to, when it is the goal only', () => {
    const played = aSimulation()
      .of((automation) => automation.with(orderIsGoal))
      .cart('PT0S')
      .order('PT6H')
      .play();
    expect(played.outcome).toMatchObject({ state: 'completed', convertedAt: null });
    expect(played.sends).toHaveLength(2);
  });

  it('is credited after the run has ended, within the goal`s window only', () => {
    const read = aSimulation()
      .of((automation) => automation.with(orderIsGoal))
      .cart('PT0S')
      .reads('PT5H', 'remind');
    expect(read.order('P4D').play().outcome?.convertedAt).toBe('2026-04-01T08:00:00.000Z');
    expect(read.order('P6D').play().outcome?.convertedAt).toBeNull();
  });

  it('is credited once, to the last touch', () => {
    const played = aSimulation()
      .of((automation) => automation.startedBy(anyCart).with({ ...orderIsGoal, entry: { mode: 'always' } }))
      .cart('PT0S', 'cart-1')
      .reads('PT1H', 'remind')
      .cart('PT2H', 'cart-2')
      .reads('PT3H', 'remind')
      .order('PT4H')
      .order('PT5H')
      .play();
    expect(played.runs.map(({ convertedAt, state }) => ({ convertedAt, state }))).toEqual([
      { convertedAt: null, state: 'exited' },
      { convertedAt: '2026-03-28T13:00:00.000Z', state: 'completed' },
    ]);
  });
});

describe('the contact', () => {
  it.each([
    ['writes STOP', { at: 'PT6H', reply: { text: 'Stop!' } }],
    ['opts out elsewhere', { at: 'PT6H', optOut: true as const }],
  ])('ends every run when it %s', (_, entry) => {
    const played = aSimulation().cart('PT0S').cart('PT5H', 'cart-2').then(entry).play();
    expect(played.runs.map(({ state, reason }) => `${state} ${reason ?? ''}`)).toEqual([
      'exited opted_out',
      'disarmed disarmed',
    ]);
    expect(played.sends).toHaveLength(1);
    expect(played.contact.consent).toBe('withdrawn');
  });

  it('is answered by the run that asked last, or the one whose message is quoted', () => {
    const two = aSimulation()
      .of((automation) => automation.startedBy(anyCart).with({ entry: { mode: 'always' } }))
      .cart('PT0S', 'cart-1')
      .cart('PT1H', 'cart-2')
      .with({ until: 'PT3H' });
    const answered = (played: ReturnType<typeof two.play>) =>
      played.trail.filter(({ what }) => what === 'answered').map(({ run }) => run);
    expect(answered(two.taps('PT2H', 'help').play())).toEqual(['run-2']);
    expect(answered(two.taps('PT2H', 'help').taps('PT2H1M', 'help').play())).toEqual(['run-2', 'run-1']);
  });

  it('is heard by nobody when no run waits and no trigger matches', () => {
    const played = aSimulation().says('PT1H', 'hello').play();
    expect(played).toMatchObject({ outcome: null, trail: [{ what: 'reply_for_nobody' }] });
  });

  it('starts a run by a phrase, and its reply belongs to that run though it comes before the step waits', () => {
    const played = aSimulation()
      .of((automation) =>
        automation.startedBy({ id: 'hi', type: 'customer_message', match: 'ciao' }).withSteps({
          ask: { type: 'send_message', text: 'Which one?', next: 'pause' },
          pause: { type: 'delay', for: 'PT10M', next: 'answer' },
          answer: { type: 'customer_response', deadline: 'P1D', otherwise: 'thanks', timeout: null },
          thanks: { type: 'send_message', text: 'You said {{ message.text }}', next: null },
        }),
      )
      .says('PT0S', ' CIAO ')
      .says('PT1M', 'the blue one')
      .play();
    expect(sentIn(played)).toEqual([
      '2026-03-28T10:00:00+01:00 ask Which one?',
      '2026-03-28T10:10:00+01:00 thanks You said the blue one',
    ]);
  });
});

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
      .then({ at: 'PT0S', effect: { step: 'remind', result } })
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
      .then({ at: 'PT6H', status: { step: 'remind', status: 'delivered' } })
      .play();
    expect(played.contact.tags).toEqual(['seen']);
  });
});

describe('warnings', () => {
  it('tell what was not used and what still goes on', () => {
    const result = { outcome: 'unknown' as const };
    const played = aSimulation()
      .with({ until: 'PT5H' })
      .then(
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
