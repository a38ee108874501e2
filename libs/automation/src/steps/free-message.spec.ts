import { describe, expect, it } from '@jest/globals';
import type { SendingPolicy } from '../language/settings.js';
import { aStory, anAutomation, aWorld, friday, type StepInput } from '../testing/index.js';

const story = (whenWindowClosed: SendingPolicy['whenWindowClosed'], { world = aWorld().build(), step = {} } = {}) =>
  aStory(
    anAutomation()
      .withSteps({
        hello: { type: 'send_message', text: 'hi', next: 'tag', ...step } as StepInput,
        tag: { type: 'add_tag', tag: 'on', next: null },
        closed: { type: 'add_tag', tag: 'closed', next: null },
      })
      .with({ settings: { sending: { ...(whenWindowClosed && { whenWindowClosed }) } } })
      .build(),
    { world },
  );
const open = aWorld()
  .conversation({ windowClosesAt: friday + 1_000 })
  .build();

describe('a free message while the window is closed', () => {
  it('is ordered when nothing is said about it: the sending rules judge at the moment of sending', () => {
    expect(story(undefined).sent).toEqual(['hi']);
  });

  it('takes the way `windowClosed` though the automation has a policy', () => {
    const run = story('skip', { step: { windowClosed: 'closed' } }).ends('hello', { outcome: 'window_closed' });
    expect(run.changes).toEqual([{ kind: 'tag_added', tag: 'closed' }]);
  });

  it('is skipped', () => {
    const run = story('skip');
    expect(run.sent).toEqual([]);
    expect(run.happened).toEqual(['hello: send_skipped', 'tag: tag_added', 'completed']);
  });

  it('ends the run', () => {
    expect(story('exit').outcome).toEqual({ state: 'exited', reason: 'step_failed', detail: 'window_closed' });
  });

  it('is replaced by a template', () => {
    const run = story({ send_template: 'hello_again', language: 'en' });
    expect(run.effects[0]).toMatchObject({ category: 'marketing', content: { kind: 'template', name: 'hello_again' } });
  });

  it('waits until the contact writes', () => {
    const run = story('wait_for_reply');
    expect(run.at).toEqual(['hello: waiting']);
    run.world = { ...run.world, conversation: { owner: 'bot', windowClosesAt: run.now + 1_000 } };
    run.hears({ kind: 'event', at: run.now, id: 'e', type: 'conversation.window_opened', data: {} });
    expect(run.sent).toEqual(['hi']);
  });

  it('goes on when the contact does not write for a week', () => {
    expect(story('wait_for_reply').passes('P7D').happened).toEqual([
      'hello: waits',
      'hello: send_skipped',
      'tag: tag_added',
      'completed',
    ]);
  });

  it('does what the step says rather than the automation', () => {
    expect(story('exit', { step: { sending: { whenWindowClosed: 'skip' } } }).happened[0]).toBe('hello: send_skipped');
  });

  it('learns it from WhatsApp, and takes a turn of its own for the template', () => {
    const run = story({ send_template: 'hello_again', language: 'en' }, { world: open });
    expect(run.sent).toEqual(['hi']);
    run.ends('hello', { outcome: 'window_closed' });
    expect(run.sent).toEqual(['hi', 'hello_again']);
    expect(run.effects.map(({ turn }) => turn)).toEqual([1, 2]);
  });
});
