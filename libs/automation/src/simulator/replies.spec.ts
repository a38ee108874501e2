import { describe, expect, it } from '@jest/globals';
import { anyCart, aSimulation, sentIn } from './testing/a-simulation.js';

describe('the contact', () => {
  it.each([
    ['writes STOP', { at: 'PT6H', reply: { text: 'Stop!' } }],
    ['opts out elsewhere', { at: 'PT6H', optOut: true as const }],
  ])('ends every run when it %s', (_, entry) => {
    const played = aSimulation().cart('PT0S').cart('PT5H', 'cart-2').happens(entry).play();
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
