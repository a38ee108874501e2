import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, type StepInput } from '../testing/index.js';

const story = (step: Partial<StepInput> = {}) =>
  aStory(
    anAutomation()
      .withSteps({
        hello: { type: 'send_message', text: 'Hi {{ contact.firstName }}', next: null, ...step } as StepInput,
        tag: { type: 'add_tag', tag: 'closed', next: null },
      })
      .build(),
  );

describe('send_message', () => {
  it('orders a free message', () => {
    expect(story().effects).toMatchObject([{ category: 'service', content: { kind: 'text', text: 'Hi Ann' } }]);
  });

  it('takes the way `windowClosed` when the window is closed', () => {
    expect(story({ windowClosed: 'tag' }).ends('hello', { outcome: 'window_closed' }).happened).toContain(
      'tag: tag_added',
    );
  });

  it('exits when the window is closed and nothing is wired for it', () => {
    const { outcome } = story().ends('hello', { outcome: 'window_closed' });
    expect(outcome).toEqual({ state: 'exited', reason: 'step_failed', detail: 'window_closed' });
  });

  it.each([
    ['is empty', '{{ contact.lastName }}', 'the text is empty'],
    [
      'is too long for WhatsApp',
      `{% for i in (1..500) %}${'x'.repeat(10)}{% endfor %}`,
      'the text has 5000 characters, over 4096',
    ],
  ])('takes the way `failed` when its text %s', (_, text, why) => {
    const run = story({ text, failed: 'tag' });
    expect(run.effects).toEqual([]);
    expect(run.trail[0]).toMatchObject({ what: 'step_failed', why });
  });
});
