import { describe, expect, it } from '@jest/globals';
import { aStory, anAutomation, type StepInput } from '../testing/index.js';

const written = (step: object) => JSON.parse(JSON.stringify(step)) as StepInput;
const story = (step: Partial<StepInput> = {}) =>
  aStory(
    anAutomation()
      .withSteps({
        hello: written({ type: 'send_message', text: 'Hi {{ contact.firstName }}', next: null, ...step }),
        tag: { type: 'add_tag', tag: 'closed', next: null },
      })
      .build(),
  );

describe('send_message', () => {
  it('orders a free message', () => {
    expect(story().effects).toMatchObject([{ category: 'service', content: { kind: 'text', text: 'Hi Ann' } }]);
  });

  it.each([
    [
      'a file by its address',
      {
        media: {
          kind: 'image',
          link: 'https://x.example/{{ contact.id }}.png',
          caption: 'For {{ contact.firstName }}',
        },
      },
      { kind: 'media', media: 'image', link: 'https://x.example/contact-1.png', caption: 'For Ann' },
    ],
    ['a file by its id', { media: { kind: 'document', id: '42' } }, { kind: 'media', media: 'document', id: '42' }],
    [
      'a place',
      { location: { latitude: 45.4, longitude: 9.2, name: 'Shop' } },
      { kind: 'location', latitude: 45.4, longitude: 9.2, name: 'Shop' },
    ],
  ])('orders %s', (_, step, content) => {
    expect(story({ text: undefined, ...step } as Partial<StepInput>).effects[0]?.content).toEqual(content);
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
